// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text that an expression makes, as a reader sees it: {@code N} stands for a number that is put
 * in, {@code …} for anything else, and a choice is written {@code (this|that)}.
 */
final class MessageText {
  private static final String ANYTHING = "…";
  private static final Pattern CONVERSION =
      Pattern.compile("%(?:\\d+\\$)?[-#+0,(]*\\d*(?:\\.\\d+)?([dfgxXscn%])");

  private MessageText() {}

  /** The text of a literal, a sum with one, a choice among some, or a format; else empty. */
  static Optional<String> of(Tree tree) {
    return switch (tree) {
      case ParenthesizedTree inner -> of(inner.getExpression());
      case LiteralTree literal when literal.getValue() instanceof String text -> Optional.of(text);
      case LiteralTree literal when literal.getValue() instanceof Character character ->
          Optional.of(character.toString());
      case ConditionalExpressionTree choice -> choice(choice);
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> sum(sum);
      case MethodInvocationTree call -> format(call);
      default -> Optional.empty();
    };
  }

  private static Optional<String> choice(ConditionalExpressionTree choice) {
    Optional<String> yes = of(choice.getTrueExpression());
    Optional<String> no = of(choice.getFalseExpression());
    if (yes.isEmpty() && no.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts =
        Stream.of(yes, no)
            .map(text -> text.orElse(ANYTHING))
            .filter(text -> !text.isEmpty())
            .toList();
    return Optional.of(texts.isEmpty() ? "" : "(" + String.join("|", texts) + ")");
  }

  private static Optional<String> sum(BinaryTree sum) {
    Optional<String> left = of(sum.getLeftOperand());
    Optional<String> right = of(sum.getRightOperand());
    if (left.isEmpty() && right.isEmpty()) {
      return Optional.empty();
    }
    String text = left.orElse(ANYTHING) + right.orElse(ANYTHING);
    return Optional.of(text.replaceAll(ANYTHING + "{2,}", ANYTHING));
  }

  private static Optional<String> format(MethodInvocationTree call) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree method)
        || !method.getIdentifier().contentEquals("formatted")) {
      return Optional.empty();
    }
    Iterator<? extends ExpressionTree> values = call.getArguments().iterator();
    return of(method.getExpression()).map(text -> filled(text, values));
  }

  private static String filled(String format, Iterator<? extends ExpressionTree> values) {
    return replaced(
        format,
        conversion ->
            switch (conversion) {
              case "%" -> "%";
              case "n" -> "";
              default -> {
                Optional<String> value = values.hasNext() ? of(values.next()) : Optional.empty();
                yield value.orElse("sSc".contains(conversion) ? ANYTHING : "N");
              }
            });
  }

  /** The parts of a text, down to those that are its literals or no texts. */
  static Stream<Tree> parts(Tree tree) {
    return switch (tree) {
      case ParenthesizedTree inner -> parts(inner.getExpression());
      case ConditionalExpressionTree choice ->
          Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
              .flatMap(MessageText::parts);
      case BinaryTree sum when of(sum).isPresent() ->
          Stream.of(sum.getLeftOperand(), sum.getRightOperand()).flatMap(MessageText::parts);
      case MethodInvocationTree call when of(call).isPresent() ->
          Stream.concat(
              parts(((MemberSelectTree) call.getMethodSelect()).getExpression()),
              call.getArguments().stream().flatMap(MessageText::parts));
      default -> Stream.of(tree);
    };
  }

  /** A format that somebody else fills. */
  static String withoutConversions(String format) {
    return filled(format, Collections.emptyIterator());
  }

  private static String replaced(String format, UnaryOperator<String> byConversion) {
    StringBuilder text = new StringBuilder();
    Matcher conversion = CONVERSION.matcher(format);
    while (conversion.find()) {
      String value = byConversion.apply(conversion.group(1));
      conversion.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return conversion.appendTail(text).toString();
  }
}
