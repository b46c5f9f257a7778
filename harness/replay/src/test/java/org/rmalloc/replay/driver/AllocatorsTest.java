package org.rmalloc.replay.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.replay.toy.Toy;

/** Finding allocators, and what users may type. */
final class AllocatorsTest {
  private static final Toy FIRST = new Toy("first", Set.of(), Toy::slidingIn);
  private static final Toy SECOND = new Toy("second", Set.of(), Toy::slidingIn);

  @Test
  void thoseOnTheClassPathAreFound() {
    List<String> names =
        StreamSupport.stream(Allocators.onClassPath().all().spliterator(), false)
            .map(AllocatorProvider::name)
            .toList();
    assertTrue(names.containsAll(List.of("firstfit", "optimal", "rmalloc")), names.toString());
    assertEquals(names.stream().sorted().toList(), names);
    assertFalse(names.contains("noop"));
  }

  @Test
  void twoOfOneNameAreRefusedByClass() {
    List<AllocatorProvider> twins = List.of(FIRST, new Toy("first", Set.of(), Toy::slidingIn));
    assertEquals(
        "two allocators are called 'first': org.rmalloc.replay.toy.Toy and"
            + " org.rmalloc.replay.toy.Toy; leave one out",
        refusal(() -> Allocators.of(twins, List.of())));
  }

  @Test
  void nobodyElseIsCalledNoop() {
    List<AllocatorProvider> posing = List.of(new Toy("noop", Set.of(), Toy::slidingIn));
    assertEquals(
        "two allocators are called 'noop': org.rmalloc.replay.driver.Noop and"
            + " org.rmalloc.replay.toy.Toy; leave one out",
        refusal(() -> Allocators.of(posing, List.of())));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertEquals(
        "unknown allocator 'third': there are first, second",
        refusal(() -> both().driver("third", Map.of())));
    assertEquals(
        "unknown allocator 'third': there are first, second",
        refusal(() -> both().drivers(List.of("first"), Map.of("third", Map.of("size", "4")))));
  }

  @Test
  void optionsGoToTheirAllocators() {
    var options = Allocators.parseOptions(List.of("second.size=7", "first.size=2"));
    List<Driver> drivers = both().drivers(options);
    assertEquals(Map.of("size", "2"), drivers.getFirst().optionTexts());
    assertEquals(Map.of("size", "7"), drivers.getLast().optionTexts());
    assertEquals(Map.of("size", "4"), both().driver("first", Map.of()).optionTexts());
  }

  @Test
  void anUnknownOptionOrValueIsAnsweredWithTheKnownOnes() {
    assertEquals(
        "first: unknown option 'sise': it takes size",
        refusal(() -> both().driver("first", Map.of("sise", "4"))));
    assertEquals(
        "first: option size: '9' is none of its values: 1 to 8",
        refusal(() -> both().driver("first", Map.of("size", "9"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=4", "first.size", ".size=4", "first.=4", "first=4.size", ""})
  void anOptionOfAnotherFormIsRefused(String text) {
    assertEquals(
        "option '%s': expected allocator.name=value, such as firstfit.order=lifo".formatted(text),
        refusal(() -> Allocators.parseOptions(List.of(text))));
  }

  @Test
  void anOptionGivenTwiceIsRefused() {
    assertEquals(
        "option 'first.size': given twice",
        refusal(() -> Allocators.parseOptions(List.of("first.size=1", "first.size=2"))));
  }

  @Test
  void aMissingJarIsRefused() {
    assertEquals(
        "nowhere.jar: no such jar, or it may not be read",
        refusal(() -> Allocators.onClassPathAnd(List.of(Path.of("nowhere.jar")))));
  }

  private static Allocators both() {
    return Allocators.of(List.of(SECOND, FIRST), List.of());
  }

  private static String refusal(Executable call) {
    return assertThrows(UsageException.class, call).getMessage();
  }
}
