// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/** Tables of the claims, their verdicts, and the trials that these rest on. */
record ClaimTables(List<Claim> claims) {
  PaperTable verdicts() {
    return new PaperTable(
        "The claims of 2014: what its own published data say under sound scoring, and what this"
            + " study says.",
        4,
        true,
        List.of("", "claim", "published data", "this study"),
        claims.stream()
            .map(
                claim ->
                    List.of(
                        claim.name(),
                        claim.words(),
                        claim.published().verdict().words(),
                        claim.today().verdict().words()))
            .toList());
  }

  PaperTable keys() {
    return new PaperTable(
        "The trials that each verdict rests on, by the first digits of their keys; claims.tsv has"
            + " them whole.",
        2,
        true,
        List.of("claim", "trials"),
        claims.stream()
            .map(
                claim ->
                    List.of(
                        claim.name(),
                        String.join(
                            " ", claim.keys().stream().map(key -> key.substring(0, 8)).toList())))
            .toList());
  }
}
