// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The texts of an annotation that declares an option, a parameter or a command, as its help has
 * them: {@code -o, --output FILE: The file to write.}
 */
final class OptionHelp {
  private OptionHelp() {}

  /** None where it declares none of these. */
  static List<String> of(AnnotationTree annotation) {
    Map<String, List<String>> values = new HashMap<>();
    for (ExpressionTree argument : annotation.getArguments()) {
      if (argument instanceof AssignmentTree value) {
        values.put(value.getVariable().toString(), texts(value.getExpression()));
      }
    }
    if (!values.containsKey("description")) {
      return List.of();
    }
    return Stream.of(help(values), exitCodes(values)).filter(text -> !text.isBlank()).toList();
  }

  private static String help(Map<String, List<String>> values) {
    List<String> names = new ArrayList<>(values.getOrDefault("names", List.of()));
    String label = String.join("", values.getOrDefault("paramLabel", List.of()));
    String option = (String.join(", ", names) + " " + label).strip();
    String description =
        MessageText.withoutConversions(String.join(" ", values.get("description")))
            .replace("${DEFAULT-VALUE}", "…");
    return option.isEmpty() ? description : option + ": " + description;
  }

  private static String exitCodes(Map<String, List<String>> values) {
    List<String> codes = values.getOrDefault("exitCodeList", List.of());
    return codes.isEmpty() ? "" : "Exit codes: " + String.join("; ", codes).replace(":", ": ");
  }

  private static List<String> texts(ExpressionTree value) {
    return value instanceof NewArrayTree array
        ? array.getInitializers().stream().flatMap(each -> MessageText.of(each).stream()).toList()
        : MessageText.of(value).stream().toList();
  }
}
