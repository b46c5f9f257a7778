// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.trace.UsageException;

/** What users type after {@code -a} and {@code --option}. */
final class ContenderParserTest {
  private static final Allocators TOYS =
      Allocators.of(
          List.of(
              new Toy("second", Set.of(), Toy::slidingIn),
              new Toy("first", Set.of(), Toy::slidingIn)));

  @Test
  void anAllocatorMayCompeteSeveralTimes() {
    List<JavaAllocatorContender> contenders = selected("first,big=first:size=8,small=first:size=1");
    assertEquals(List.of("first", "big", "small"), labels(contenders));
    assertEquals(List.of("4", "8", "1"), sizes(contenders));
    assertEquals(Set.of("first"), names(contenders));
  }

  @Test
  void aGroupStandsForAllInOrderOfNames() {
    assertEquals(List.of("first", "second"), labels(selected("arena")));
    assertEquals(List.of("big", "first", "second"), labels(selected("big=first:size=8,all")));
  }

  @Test
  void optionsHoldForEveryLabelOfAnAllocatorOrForOne() {
    List<JavaAllocatorContender> contenders =
        selected("first,b=first,c=first:size=7,second", "first.size=2", "b.size=3");
    assertEquals(List.of("2", "3", "7", "4"), sizes(contenders));
  }

  @Test
  void aBackslashMakesSeparatorsOrdinary() {
    ContenderArgument text = ContenderArgument.parseAll("a\\,b\\:c\\\\=n:o=x\\:y\\,z").getFirst();
    assertEquals(new ContenderArgument("a,b:c\\", "n", Map.of("o", "x:y,z")), text);
  }

  @Test
  void aValueOfOptionIsTakenAsItStands() {
    assertEquals(
        new AllocatorOptionArgument("a.b.conf", "x=1,y:2"),
        AllocatorOptionArgument.parse("a.b.conf=x=1,y:2"));
    assertEquals("a.b", AllocatorOptionArgument.parse("a.b.conf=1").owner());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          first,first|two contenders are called 'first'; give one a label, such as other=first
          first,first:size=2|two contenders are called 'first'; give one a label, such as other=first
          x=first,x=second|two contenders are called 'x'; give one a label, such as other=second
          third|unknown allocator 'third'; expected one of first, second
          secnd|unknown allocator 'secnd'; expected one of first, second; did you mean 'second'?
          first:sise=4|first: unknown option 'sise'; the allocator's options are size; did you mean 'size'?
          b=first:size=9|b: option size: found '9', expected 1 to 8
          b=first:size=1:size=2|contender 'b=first:size=1:size=2': option size is given twice; leave one out
          mine=arena|'arena' is a group, which takes neither a label nor options; name one allocator
          all:size=1|'all' is a group, which takes neither a label nor options; name one allocator
          """)
  void whatCannotBeIsRefused(String list, String message) {
    assertEquals(message, refusal(list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "first,", "=first", "x=", "first:size", "first:=4", "first:"})
  void anotherFormIsRefused(String list) {
    assertEquals(
        "contender '%s': expected NAME, LABEL=NAME or LABEL=NAME:OPTION=VALUE, such as"
                .formatted(list.equals("first,") ? "" : list)
            + " lifo=firstfit:order=lifo",
        refusal(list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=4", "first.size", ".size=4", "first.=4", "first=4.size", ""})
  void anOptionOfAnotherFormIsRefused(String text) {
    assertEquals(
        "option '%s': expected NAME.option=VALUE, such as firstfit.order=lifo".formatted(text),
        refusal("first", text));
  }

  @Test
  void anOptionWithoutEffectIsRefused() {
    assertEquals(
        "option 'second.size': has no effect here, since second does not compete; leave it out",
        refusal("first", "second.size=2"));
    assertEquals(
        "option 'third.size': no contender or allocator is called 'third'",
        refusal("first", "third.size=2"));
  }

  @Test
  void anOptionGivenTwiceIsRefused() {
    assertEquals(
        "option 'first.size': is given twice; leave one out",
        refusal("first", "first.size=1", "first.size=2"));
    assertEquals(
        "option 'b.size': is given twice, after -a and after --option; leave one out",
        refusal("b=first:size=1", "b.size=2"));
    assertEquals(
        "option 'first.size': is given twice, after -a and after --option; leave one out",
        refusal("first:size=1", "first.size=2"));
  }

  private static List<JavaAllocatorContender> selected(String list, String... options) {
    return ContenderParser.parse(TOYS, List.of(list), List.of(options));
  }

  private static String refusal(String list, String... options) {
    return assertThrows(UsageException.class, () -> selected(list, options)).getMessage();
  }

  private static List<String> labels(List<JavaAllocatorContender> contenders) {
    return contenders.stream().map(JavaAllocatorContender::label).toList();
  }

  private static Set<String> names(List<JavaAllocatorContender> contenders) {
    return Set.copyOf(contenders.stream().map(JavaAllocatorContender::name).toList());
  }

  private static List<String> sizes(List<JavaAllocatorContender> contenders) {
    return contenders.stream().map(one -> one.optionTexts().get("size")).toList();
  }
}
