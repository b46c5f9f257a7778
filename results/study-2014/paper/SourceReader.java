// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the source of the paper: headings ({@code #}), paragraphs, lists ({@code -}), and on lines
 * of their own {@code {{table NAME}}}, {@code {{timed}}}, which is the tables and charts of 2014,
 * and {@code {{references}}}. In text {@code {{NAME ARGUMENT…}}} stands for a value, which is put
 * in while reading; {@code *emphasis*}, {@code `code`} and {@code [@key]}, a citation, are left to
 * the writers.
 */
final class SourceReader {
  private static final Pattern VALUE = Pattern.compile("\\{\\{([^}]*)}}");

  /** What stands on a line of its own. */
  private static final Pattern BLOCK = Pattern.compile("\\{\\{(table .*|timed|references)}}");

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
    } else if (BLOCK.matcher(line).matches()) {
      end();
      block(line.substring(2, line.length() - 2));
    } else if (line.startsWith("- ")) {
      endParagraph();
      items.add(filled(line.substring(2)));
    } else if (!items.isEmpty()) {
      items.add(items.removeLast() + " " + filled(line.strip()));
    } else {
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(filled(line));
    }
  }

  private void block(String directive) {
    String[] words = directive.split(" ", 2);
    switch (words[0]) {
      case "table" -> blocks.add(new Block.Table(words[1]));
      case "timed" -> programs.forEach(this::published);
      default -> blocks.add(new Block.References(references));
    }
  }

  private void published(String program) {
    blocks.add(new Block.Table("2014 " + program));
    blocks.add(
        new Block.Figure(
            List.of(program + "-time", program + "-allocatable"),
            program + ": time of a request, and the largest request that could be met."));
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
