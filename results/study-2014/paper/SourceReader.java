// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the source of the paper: headings ({@code #}), paragraphs, lists ({@code -}), and on lines
 * of their own {@code {{table NAME}}}, {@code {{figure NAME NAME | CAPTION}}} and {@code
 * {{references}}}. In text {@code {{NAME ARGUMENT…}}} stands for a value, which is put in while
 * reading; {@code *emphasis*}, {@code `code`} and {@code [@key]}, a citation, are left to the
 * writers.
 */
final class SourceReader {
  private static final Pattern VALUE = Pattern.compile("\\{\\{([^}]*)}}");

  private final UnaryOperator<String> values;
  private final List<Block.Reference> references;
  private final List<String> programs;
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<String> items = new ArrayList<>();

  /**
   * @param values the text of a value
   * @param programs those of which {@code {{timed}}} has a table and two charts each
   */
  SourceReader(
      UnaryOperator<String> values, List<Block.Reference> references, List<String> programs) {
    this.values = values;
    this.references = references;
    this.programs = programs;
  }

  List<Block> read(List<String> lines) {
    lines.forEach(this::line);
    end();
    return List.copyOf(blocks);
  }

  private void line(String line) {
    if (line.isBlank()) {
      end();
    } else if (line.startsWith("#")) {
      end();
      int level = line.indexOf(' ');
      blocks.add(new Block.Heading(level, filled(line.substring(level + 1))));
    } else if (line.startsWith("{{table ")) {
      end();
      blocks.add(new Block.Table(inner(line).substring("table ".length())));
    } else if (line.startsWith("{{figure ")) {
      end();
      String[] parts = inner(line).substring("figure ".length()).split(" \\| ", 2);
      blocks.add(new Block.Figure(List.of(parts[0].split(" ")), parts[1]));
    } else if (line.equals("{{timed}}")) {
      end();
      programs.forEach(this::published);
    } else if (line.equals("{{references}}")) {
      end();
      blocks.add(new Block.References(references));
    } else if (line.startsWith("- ")) {
      endParagraph();
      items.add(filled(line.substring(2)));
    } else if (!items.isEmpty()) {
      items.add(items.removeLast() + " " + filled(line.strip()));
    } else {
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(filled(line));
    }
  }

  private void published(String program) {
    blocks.add(new Block.Table("2014 " + program));
    blocks.add(
        new Block.Figure(
            List.of(program + "-time", program + "-allocatable"),
            program + ": time of a request, and the largest request that could be met."));
  }

  private static String inner(String line) {
    return line.substring(2, line.length() - 2);
  }

  private String filled(String text) {
    return VALUE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
  }

  private void end() {
    endParagraph();
    if (!items.isEmpty()) {
      blocks.add(new Block.Items(List.copyOf(items)));
      items.clear();
    }
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      blocks.add(new Block.Paragraph(paragraph.toString()));
      paragraph.setLength(0);
    }
  }

  /** References from lines {@code key: text}. */
  static List<Block.Reference> references(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(": ", 2))
        .map(parts -> new Block.Reference(parts[0], parts[1]))
        .toList();
  }
}
