// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Marks within text, for one output.
 *
 * @param escape makes text of the output
 * @param emphasis,code formats of marked text, which is escaped
 * @param citation format of the number of a reference
 */
record Inline(
    List<Block.Reference> references,
    UnaryOperator<String> escape,
    String emphasis,
    String code,
    String citation) {
  private static final Pattern MARK =
      Pattern.compile("\\*([^*\\s][^*]*)\\*|`([^`]*)`|\\[@([a-z0-9-]+)]");

  String of(String text) {
    StringBuilder out = new StringBuilder();
    Matcher mark = MARK.matcher(text);
    int end = 0;
    while (mark.find()) {
      out.append(escape.apply(text.substring(end, mark.start()))).append(marked(mark));
      end = mark.end();
    }
    return out.append(escape.apply(text.substring(end))).toString();
  }

  private String marked(Matcher mark) {
    if (mark.group(1) != null) {
      return emphasis.formatted(escape.apply(mark.group(1)));
    }
    if (mark.group(2) != null) {
      return code.formatted(escape.apply(mark.group(2)));
    }
    return citation.formatted(number(mark.group(3)));
  }

  private int number(String key) {
    for (int i = 0; i < references.size(); i++) {
      if (references.get(i).key().equals(key)) {
        return i + 1;
      }
    }
    throw new PaperException(
        "no reference has the key '%s'; known are %s"
            .formatted(
                key,
                references.stream().map(Block.Reference::key).collect(Collectors.joining(", "))));
  }
}
