// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The values that say what today's data and the published ones say of the claims. */
final class ClaimValues {
  private final Published published;
  private final List<Claim> claims;
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  ClaimValues(Published published, List<Claim> claims) {
    this.published = published;
    this.claims = claims;
    nameClaims();
    namePublished();
  }

  Map<String, Function<List<String>, String>> all() {
    return Map.copyOf(named);
  }

  private void nameClaims() {
    named.put("claims", _ -> Format.count(claims.size()));
    named.put("today", words -> count(words.getFirst(), Claim::today));
    named.put("published", words -> count(words.getFirst(), Claim::published));
    named.put("verdict", words -> claim(words.getFirst()).today().verdict().words());
    named.put("because", words -> claim(words.getFirst()).today().because());
    named.put("claim", words -> sentences(claim(words.getFirst())));
    named.put(
        "when",
        words ->
            claim(words.get(0)).today().verdict() == Verdict.valueOf(words.get(1))
                ? String.join(" ", words.subList(2, words.size()))
                : "");
  }

  private void namePublished() {
    named.put("published-files", _ -> Format.count(published.files().size()));
    named.put("published-programs", _ -> Format.count(published.programs().size()));
    named.put("published-compactions", _ -> Format.count(published.compactions()));
    named.put("published-locks", _ -> Format.count(published.locks()));
    named.put("published-processes", _ -> Format.count(published.processes()));
    named.put("published-early", _ -> published.earlyDeaths());
  }

  private String count(String verdict, Function<Claim, Finding> of) {
    return Format.count(
        claims.stream()
            .filter(claim -> of.apply(claim).verdict() == Verdict.valueOf(verdict))
            .count());
  }

  private Claim claim(String name) {
    return claims.stream()
        .filter(claim -> claim.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new PaperException("no claim is named " + name));
  }

  private static String sentences(Claim claim) {
    return "*%s: %s.* On the published data this %s: %s. On ours it *%s*: %s. It %s (%d trials)."
        .formatted(
            claim.name(),
            claim.words(),
            claim.published().verdict().words(),
            claim.published().because(),
            claim.today().verdict().words(),
            claim.today().because(),
            claim.rule(),
            claim.keys().size());
  }
}
