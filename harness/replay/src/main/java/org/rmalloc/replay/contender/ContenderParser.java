// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.plan.PlannerProvider;
import org.rmalloc.trace.UsageException;

/**
 * Makes contenders from what users type: contenders after {@code -a}, options after {@code
 * --option}.
 */
public final class ContenderParser {
  private static final String ARENA = "arena";
  private static final String NATIVE = "native";
  private static final String ALL = "all";
  private static final Set<String> GROUPS = Set.of(ARENA, NATIVE, ALL);

  private final Allocators allocators;
  private final NativeLibraryCatalog natives;
  private final PlannerCatalog planners;
  private final List<ContenderArgument> contenders = new ArrayList<>();
  private final List<AllocatorOptionArgument> options;

  private ContenderParser(
      Allocators allocators,
      NativeLibraryCatalog natives,
      PlannerCatalog planners,
      List<String> lists,
      List<String> options) {
    this.allocators = allocators;
    this.natives = natives;
    this.planners = planners;
    for (String list : lists) {
      ContenderArgument.parseAll(list).forEach(this::add);
    }
    this.options = options.stream().map(AllocatorOptionArgument::parse).toList();
  }

  /**
   * The contenders asked for, in that order.
   *
   * @param natives asked only where a name is no allocator's
   * @param lists lists of contenders, see {@link ContenderArgument}; {@code arena} stands for every
   *     allocator, in order of names, "native" for every malloc library, {@code all} for both and
   *     every planner
   * @param options texts of the form {@code NAME.option=TEXT}, which hold for every contender whose
   *     label or allocator is NAME; a label's go before an allocator's
   * @throws UsageException when an allocator, an option or a value is unknown, an option is given
   *     twice or belongs to no contender, or two contenders have one label
   */
  public static List<Contender> parse(
      Allocators allocators,
      NativeLibraryCatalog natives,
      List<String> lists,
      List<String> options) {
    return new ContenderParser(allocators, natives, PlannerCatalog.onClassPath(), lists, options)
        .contenders();
  }

  /**
   * The same where only an allocator in an arena will do.
   *
   * @throws UsageException as well when one is a malloc library or a planner
   */
  public static List<JavaAllocatorContender> parse(
      Allocators allocators, List<String> lists, List<String> options) {
    return new ContenderParser(
            allocators, NativeLibraryCatalog.NONE, PlannerCatalog.none(), lists, options)
        .contenders().stream()
            .map(JavaAllocatorContender.class::cast) // there are no others
            .toList();
  }

  private void add(ContenderArgument text) {
    if (!GROUPS.contains(text.name())) {
      contenders.add(text);
      return;
    }
    if (!text.label().equals(text.name()) || !text.options().isEmpty()) {
      throw new UsageException(
          "'%s' is a group, which takes neither a label nor options; name one allocator"
              .formatted(text.name()));
    }
    if (!text.name().equals(NATIVE)) {
      allocators.all().stream().map(AllocatorProvider::name).forEach(this::addNamed);
    }
    if (!text.name().equals(ARENA)) {
      natives.libraries().stream().map(NativeContender::name).forEach(this::addNamed);
    }
    if (text.name().equals(ALL)) {
      planners.all().stream().map(PlannerProvider::name).forEach(this::addNamed);
    }
  }

  private void addNamed(String name) {
    contenders.add(new ContenderArgument(name, name, Map.of()));
  }

  private List<Contender> contenders() {
    refuseOptionsOfNobody();
    Set<String> labels = new HashSet<>();
    List<Contender> made = new ArrayList<>();
    for (ContenderArgument text : contenders) {
      if (!labels.add(text.label())) {
        throw new UsageException(
            "two contenders are called '%s'; give one a label, such as other=%s"
                .formatted(text.label(), text.name()));
      }
      made.add(contender(text));
    }
    return made;
  }

  private Contender contender(ContenderArgument text) {
    if (allocators.has(text.name())) {
      return allocators.contender(text.label(), text.name(), optionsOf(text));
    }
    Optional<PlannerProvider> planner = planners.named(text.name());
    if (planner.isPresent()) {
      return PlannerContender.of(text.label(), planner.get(), optionsOf(text));
    }
    NativeContender library = library(text.name());
    return library.as(text.label(), NativeLibraryOptionValues.parse(text.name(), optionsOf(text)));
  }

  private NativeContender library(String name) {
    return natives.library(name).orElseThrow(() -> unknown(name));
  }

  private UsageException unknown(String name) {
    return natives
        .installationOf(name)
        .map(how -> new UsageException("%s is not installed; %s".formatted(name, how)))
        .orElseGet(() -> allocators.unknown(name, others()));
  }

  /** The names that are none of an allocator in an arena. */
  private List<String> others() {
    return Stream.concat(
            natives.libraries().stream().map(NativeContender::name),
            planners.all().stream().map(PlannerProvider::name))
        .toList();
  }

  private Map<String, String> optionsOf(ContenderArgument contender) {
    Map<String, String> ofAllocator = given(contender.name());
    Map<String, String> ofLabel = new LinkedHashMap<>(contender.options());
    if (!contender.label().equals(contender.name())) {
      given(contender.label()).forEach((name, text) -> put(ofLabel, contender, name, text));
    } else {
      ofAllocator.keySet().forEach(name -> refuseTwice(ofLabel, contender, name));
    }
    Map<String, String> all = new LinkedHashMap<>(ofAllocator);
    all.putAll(ofLabel);
    return all;
  }

  /** What {@code --option} gives to a label or to an allocator. */
  private Map<String, String> given(String owner) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (AllocatorOptionArgument option : options) {
      if (option.isOf(owner) && texts.put(option.name(), option.value()) != null) {
        throw new UsageException(
            "option '%s': is given twice; leave one out".formatted(option.key()));
      }
    }
    return texts;
  }

  private static void put(
      Map<String, String> texts, ContenderArgument contender, String name, String text) {
    refuseTwice(texts, contender, name);
    texts.put(name, text);
  }

  private static void refuseTwice(
      Map<String, String> texts, ContenderArgument contender, String name) {
    if (texts.containsKey(name)) {
      throw new UsageException(
          "option '%s.%s': is given twice, after -a and after --option; leave one out"
              .formatted(contender.label(), name));
    }
  }

  private void refuseOptionsOfNobody() {
    for (AllocatorOptionArgument option : options) {
      if (contenders.stream()
          .noneMatch(one -> option.isOf(one.label()) || option.isOf(one.name()))) {
        throw new UsageException(
            allocators.has(option.owner())
                ? "option '%s': has no effect here, since %s does not compete; leave it out"
                    .formatted(option.key(), option.owner())
                : "option '%s': no contender or allocator is called '%s'"
                    .formatted(option.key(), option.owner()));
      }
    }
  }
}
