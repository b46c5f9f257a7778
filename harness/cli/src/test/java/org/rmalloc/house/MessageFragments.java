// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that a method makes for another method of its file, so that the catalogue shows them as
 * a reader sees them: inside the message that they are a part of. A method is named {@code
 * File.java/name/2}, 2 being the number of its parameters.
 */
final class MessageFragments {
  private static final Pattern MARK = Pattern.compile("\u0002([^\u0003]*)\u0003([^\u0004]*)\u0004");
  private static final Pattern WORD = Pattern.compile("[a-z]{2}");
  private static final Pattern NO_WORD =
      Pattern.compile("\u0002[^\u0004]*\u0004|‹[^›]*›|&\\w+;|%\\w\\w");
  private static final int MAX_LENGTH = 400; // of what is put into one place

  private final Map<String, List<String>> returned = new HashMap<>();
  private final Map<String, Template> templates = new HashMap<>();
  private final Set<String> usedReturns = new HashSet<>();
  private final Set<String> usedTemplates = new HashSet<>();

  /** A text with the names of its method's parameters. */
  private record Template(String text, List<String> parameters) {}

  /** Stands for a call in a text until {@link #filled} puts in what the method returns. */
  static String mark(String method, int arguments, String name) {
    return "\u0002" + method + "/" + arguments + "\u0003" + name + "\u0004";
  }

  /** Notes a text that a method returns. */
  void addReturned(String method, List<String> texts) {
    returned.computeIfAbsent(method, key -> new ArrayList<>()).addAll(texts);
  }

  /** Notes a text of a method that has a place for one of its parameters. */
  void addTemplate(String method, List<String> parameters, String text) {
    if (parameters.stream().anyMatch(name -> text.contains(MessageText.words(name)))) {
      templates.merge(
          method, new Template(text, parameters), (one, other) -> new Template("", List.of()));
    }
  }

  /** The text of a method with a call's arguments put in; empty where none of them is a text. */
  Optional<String> filled(String method, List<Optional<String>> arguments) {
    Template template = templates.getOrDefault(method, new Template("", List.of()));
    String text = template.text();
    for (int index = 0; index < template.parameters().size(); index++) {
      String place = MessageText.words(template.parameters().get(index));
      text = text.replace(place, arguments.get(index).orElse(place));
    }
    if (text.equals(template.text())) {
      return Optional.empty();
    }
    usedTemplates.add(method);
    return Optional.of(text);
  }

  /** A text of a file with what its methods return put in, none of them twice on one way down. */
  String filled(String source, String text) {
    return filled(source, text, Set.of());
  }

  private String filled(String source, String text, Set<String> above) {
    Matcher mark = MARK.matcher(text);
    StringBuilder all = new StringBuilder();
    while (mark.find()) {
      String method = source + "/" + mark.group(1);
      List<String> parts = above.contains(method) ? List.of() : parts(method);
      Set<String> below = new HashSet<>(above);
      below.add(method);
      String value = parts.isEmpty() ? mark.group(2) : filled(source, choice(parts), below);
      mark.appendReplacement(all, Matcher.quoteReplacement(value));
    }
    return mark.appendTail(all).toString();
  }

  /** What a method returns, if it is words, and short enough to be read as a part. */
  private List<String> parts(String method) {
    List<String> parts = returned.getOrDefault(method, List.of());
    String all = String.join("|", parts);
    if (all.length() > MAX_LENGTH || !WORD.matcher(NO_WORD.matcher(all).replaceAll("")).find()) {
      return List.of();
    }
    usedReturns.add(method);
    return parts;
  }

  private static String choice(List<String> parts) {
    return parts.size() == 1 ? parts.getFirst() : "(" + String.join("|", parts) + ")";
  }

  /** Whether what a statement makes was put into another message. */
  boolean isPart(String method, boolean returns, List<String> texts) {
    return (returns && usedReturns.contains(method))
        || (usedTemplates.contains(method) && texts.contains(templates.get(method).text()));
  }
}
