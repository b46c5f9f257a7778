// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the paper: {@code java Paper.java STUDY OUT}. STUDY has the tables and {@code
 * paper/paper.md}; OUT gets {@code paper.tex}, {@code paper.html} and {@code claims.tsv}. The
 * charts are made elsewhere.
 */
final class Paper {
  private Paper() {}

  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.err));
  }

  /** 0, or 2 and one line on {@code err} where an input is missing or damaged. */
  static int run(String[] arguments, PrintStream err) throws IOException {
    if (arguments.length != 2) {
      err.println("paper: found " + arguments.length + " arguments, expected STUDY OUT");
      return 2;
    }
    try {
      write(Path.of(arguments[0]), Path.of(arguments[1]));
      return 0;
    } catch (PaperException e) {
      err.println("paper: " + e.getMessage());
      return 2;
    }
  }

  private static void write(Path study, Path out) throws IOException {
    Inputs in = Inputs.read(study);
    List<Claim> claims = new Claims(in.study(), in.times(), in.published()).all();
    List<String> source = Files.readAllLines(study.resolve("paper/paper.md"));
    in.prediction().requireExplanations(String.join("\n", source));
    PaperTables tables = new PaperTables(in, claims);
    List<Block.Reference> references =
        SourceReader.references(Files.readAllLines(study.resolve("paper/references.txt")));
    List<Block> blocks =
        new SourceReader(new Values(in, claims)::of, references, in.times().programs())
            .read(source);
    String title = ((Block.Heading) blocks.getFirst()).text();
    Files.createDirectories(out);
    Files.writeString(
        out.resolve("paper.tex"), new LatexWriter(tables::named, references).write(title, blocks));
    Files.writeString(
        out.resolve("paper.html"), new HtmlWriter(tables::named, references).write(title, blocks));
    Files.writeString(out.resolve("claims.tsv"), claims(claims));
  }

  /** A line a claim and a trial. */
  private static String claims(List<Claim> claims) {
    StringBuilder out = new StringBuilder("claim\tpublished\ttoday\ttrial\n");
    for (Claim claim : claims) {
      for (String key : claim.keys()) {
        out.append(
            "%s\t%s\t%s\t%s%n"
                .formatted(
                    claim.name(),
                    claim.published().verdict().words(),
                    claim.today().verdict().words(),
                    key));
      }
    }
    return out.toString();
  }
}
