// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.InvalidOptionException;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.NativeLibraryCatalog;
import org.rmalloc.replay.contender.NativeLibraryOptionValues;
import org.rmalloc.replay.contender.UnknownAllocatorException;
import org.rmalloc.trace.UsageException;

/**
 * The contenders of an experiment: texts as after {@code -a}, and maps of {@code name}, {@code
 * label} and {@code options} whose lists multiply.
 */
final class ContenderListYamlReader {
  private static final String EXPECTED =
      "NAME, LABEL=NAME:OPTION=VALUE or {name: NAME, options: {OPTION: [VALUE, …]}}";

  private static final Pattern SAYS_THREADS =
      Pattern.compile("(?<!\\\\):" + NativeLibraryOptionValues.THREADS + "=");

  private final Allocators allocators;
  private final NativeLibraryCatalog natives;
  private final List<String> threads;
  private final List<Contender> contenders = new ArrayList<>();
  private final Set<String> labels = new HashSet<>();

  private ContenderListYamlReader(
      Allocators allocators, NativeLibraryCatalog natives, List<String> threads) {
    this.allocators = allocators;
    this.natives = natives;
    this.threads = threads;
  }

  /**
   * Those of a list, in its order.
   *
   * @param threads on which the pages of each malloc library are counted that does not say so
   *     itself; of several, a library competes once for each. Empty is the library's default
   */
  static List<Contender> read(
      YamlElement list, Allocators allocators, NativeLibraryCatalog natives, List<String> threads) {
    ContenderListYamlReader contenders = new ContenderListYamlReader(allocators, natives, threads);
    for (YamlElement item : list.items("contenders: " + EXPECTED)) {
      if (item.isMap()) {
        contenders.addAll(KnownKeyMap.of(item, EXPECTED, List.of("name", "label", "options")));
      } else {
        contenders.add(item.text(EXPECTED), item.position());
      }
    }
    return contenders.contenders;
  }

  private void addAll(KnownKeyMap keys) {
    YamlElement name = keys.required("name");
    String allocator = name.text("an allocator's name");
    Map<String, List<String>> options = options(keys, allocator);
    FilePosition position = keys.get("label").orElse(name).position();
    String label =
        keys.get("label")
            .map(element -> element.text("a label, such as ff-{order}"))
            .orElseGet(() -> defaultLabel(allocator, options));
    for (Map<String, String> choice : CartesianProduct.of(options)) {
      add(
          text(ContenderLabelTemplate.filled(label, position, choice), allocator, choice),
          position);
    }
  }

  private Map<String, List<String>> options(KnownKeyMap keys, String allocator) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    Optional<YamlElement> given = keys.get("options");
    if (given.isPresent()) {
      for (Map.Entry<String, Entry> option : given.get().entries("{OPTION: VALUE}").entrySet()) {
        options.put(option.getKey(), values(allocator, option.getKey(), option.getValue()));
      }
    }
    return options;
  }

  private List<String> values(String allocator, String name, Entry entry) {
    Optional<AllocatorProvider> provider = provider(allocator);
    if (provider.isEmpty()) { // a malloc library or a planner, which check their options themselves
      return ValueListYamlReader.of(entry.value(), "a value of option " + name, text -> text);
    }
    AllocatorOption<?> option = option(provider.get(), name, entry.key().position());
    return ValueListYamlReader.of(
        entry.value(), option.domain(), option.words(), text -> accepted(option, text));
  }

  private static AllocatorOption<?> option(
      AllocatorProvider provider, String name, FilePosition position) {
    List<String> known = provider.options().stream().map(AllocatorOption::name).toList();
    if (!known.contains(name)) {
      throw position.unknown("option of %s".formatted(provider.name()), name, known);
    }
    return provider.options().get(known.indexOf(name));
  }

  /**
   * A value's text, as it stands.
   *
   * @throws UsageException when the option does not take it
   */
  private static String accepted(AllocatorOption<?> option, String text) {
    try {
      option.parse(text);
      return text;
    } catch (InvalidOptionException e) {
      throw new UsageException(text, e);
    }
  }

  private Optional<AllocatorProvider> provider(String name) {
    return allocators.all().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static String defaultLabel(String allocator, Map<String, List<String>> options) {
    StringBuilder label = new StringBuilder(allocator);
    options.forEach(
        (name, values) -> {
          if (values.size() > 1) {
            label.append("-{").append(name).append('}');
          }
        });
    return label.toString();
  }

  /** As after {@code -a}. */
  private static String text(String label, String allocator, Map<String, String> options) {
    StringBuilder text = new StringBuilder(escaped(label + "=" + allocator));
    options.forEach((name, value) -> text.append(':').append(escaped(name + "=" + value)));
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("[,:\\\\]", "\\\\$0");
  }

  private void add(String text, FilePosition position) {
    for (Contender contender : onThreads(parsed(text, position), text)) {
      if (!labels.add(contender.label())) {
        throw position.problem(
            "two contenders called '%s'".formatted(contender.label()),
            "a label for one, such as other=%s".formatted(contender.name()));
      }
      contenders.add(contender);
    }
  }

  private List<Contender> onThreads(List<Contender> parsed, String text) {
    if (threads.isEmpty() || SAYS_THREADS.matcher(text).find()) {
      return parsed;
    }
    return parsed.stream()
        .flatMap(
            one ->
                one instanceof NativeContender library
                    ? threads.stream().map(value -> onThreads(library, value))
                    : Stream.of(one))
        .toList();
  }

  private Contender onThreads(NativeContender library, String value) {
    Map<String, String> texts = new LinkedHashMap<>(library.options().texts());
    texts.put(NativeLibraryOptionValues.THREADS, value);
    return library.as(
        threads.size() == 1 ? library.label() : library.label() + "-" + value,
        NativeLibraryOptionValues.parse(library.name(), texts));
  }

  private List<Contender> parsed(String text, FilePosition position) {
    try {
      return ContenderParser.parse(allocators, natives, List.of(text), List.of());
    } catch (UnknownAllocatorException e) {
      throw position.unknown("allocator", e.name(), e.known());
    } catch (UsageException e) {
      throw position.problem("'%s'".formatted(text), "a contender; " + e.getMessage());
    }
  }
}
