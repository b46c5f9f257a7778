// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text that an expression makes, as a reader sees it: what is put in is shown by its name in
 * the code, such as {@code ‹heap bytes›}, or as {@code …} where it has none, and a choice is
 * written {@code (this|that)}.
 */
final class MessageText {
  private static final String ANYTHING = "…";
  private static final Set<String> WITHOUT_MEANING =
      Set.of("get", "orElseThrow", "getMessage", "getAsLong", "getAsDouble", "toString", "length");

  /** What says in which form its one argument is put in, and not what it is. */
  private static final Set<String> FORMATTERS =
      Set.of(
          ("apply brief bytes count data decimals describe described dashed escape escaped"
               + " fileHandle get getLong getInt heap inWords name named names number of orElse"
               + " percent plain quoted repeat safe sentence shortened significant text time"
               + " toHexString toLowerCase toString toUnsignedString toUpperCase truncatedTo value"
               + " valueOf word words")
              .split(" "));

  /** What a stream does to what is put in. */
  private static final Set<String> STREAM_STEPS =
      Set.of(
          "collect", "distinct", "filter", "limit", "map", "mapToObj", "skip", "sorted", "stream");

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
        Stream.of(
                yes.orElseGet(() -> name(choice.getTrueExpression())),
                no.orElseGet(() -> name(choice.getFalseExpression())))
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
    return Optional.of(
        left.orElseGet(() -> name(sum.getLeftOperand()))
            + right.orElseGet(() -> name(sum.getRightOperand())));
  }

  private static Optional<String> format(MethodInvocationTree call) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree method)
        || !method.getIdentifier().contentEquals("formatted")) {
      return Optional.empty();
    }
    Iterator<? extends ExpressionTree> values = call.getArguments().iterator();
    return of(method.getExpression()).map(text -> filled(text, values));
  }

  /** A format with values put in; what is missing is {@code …}. */
  static String filled(String format, Iterator<? extends ExpressionTree> values) {
    return replaced(
        format,
        conversion ->
            switch (conversion) {
              case "%" -> "%";
              case "n" -> " ";
              default -> {
                if (!values.hasNext()) {
                  yield ANYTHING;
                }
                ExpressionTree value = values.next();
                yield of(value).orElseGet(() -> name(value));
              }
            });
  }

  /** What is put in, by its name in the code: {@code heapBytes()} is {@code ‹heap bytes›}. */
  private static String name(Tree value) {
    return switch (value) {
      case ParenthesizedTree inner -> name(inner.getExpression());
      case IdentifierTree variable -> words(variable.getName().toString());
      case MemberSelectTree member -> words(member.getIdentifier().toString());
      case MethodInvocationTree call when call.getMethodSelect() instanceof IdentifierTree ->
          MessageFragments.mark(callee(call), call.getArguments().size(), nameOf(call));
      case MethodInvocationTree call -> nameOf(call);
      default -> ANYTHING;
    };
  }

  /** What a call puts in: what it is about where it says only the form, else the method's name. */
  private static String nameOf(MethodInvocationTree call) {
    String callee = callee(call);
    if (call.getMethodSelect() instanceof MemberSelectTree member
        && (STREAM_STEPS.contains(callee)
            || (WITHOUT_MEANING.contains(callee) && call.getArguments().isEmpty()))) {
      return name(member.getExpression());
    }
    return call.getArguments().size() == 1 && FORMATTERS.contains(callee)
        ? name(call.getArguments().getFirst())
        : name(call.getMethodSelect());
  }

  private static String callee(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree member
        ? member.getIdentifier().toString()
        : call.getMethodSelect().toString();
  }

  /** A name of the code as what is put in. */
  static String words(String name) {
    String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|_", " ").toLowerCase(Locale.ROOT);
    return words.length() < 2 ? ANYTHING : "‹" + words.replaceFirst("^get ", "") + "›";
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

  /** Whether it is a format that somebody else fills. */
  static boolean hasConversions(String text) {
    return CONVERSION.matcher(text).find();
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
