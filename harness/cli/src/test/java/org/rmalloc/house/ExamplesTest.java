// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of every page is known, and prints what its page says. {@code examples.txt} says of
 * each block how it is held; {@code -Drmalloc.examples=all} also runs those that take long, and
 * {@code -Drmalloc.examples=plan.md} those of a page.
 */
final class ExamplesTest {
  private static final String SLOW_PAGES = System.getProperty("rmalloc.examples", "");

  @TempDir private static Path folder;
  private static ExampleShell shell;
  private static List<PageBlock> blocks;
  private static List<Example> examples;

  @BeforeAll
  static void read() throws IOException, InterruptedException {
    blocks = PageBlock.ofAllPages();
    examples = Example.listed();
    shell = new ExampleShell(folder);
  }

  @AfterAll
  static void stop() {
    shell.close();
  }

  @Test
  void everyBlockIsListedOnceAndNothingElse() {
    List<String> faults = new ArrayList<>();
    for (PageBlock block : blocks) {
      long listed = examples.stream().filter(example -> example.isOf(block)).count();
      if (listed != 1) {
        faults.add(listed + " x " + block.page() + ": " + block.text().lines().findFirst().get());
      }
    }
    for (Example example : examples) {
      long shown = blocks.stream().filter(example::isOf).count();
      if (shown == 0 || (shown > 1 && !example.has("drawing"))) {
        faults.add(shown + " blocks: " + example.name());
      }
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void whatHoldsAnExampleIsThere() {
    for (Example example : examples) {
      assertTrue(example.isHeld(), () -> example.name() + ": " + example.attributes());
      example
          .values("held by")
          .forEach(file -> assertTrue(Files.exists(House.root().resolve(file)), example::name));
    }
  }

  @TestFactory
  Stream<DynamicTest> itPrintsWhatThePageSays() {
    return examples.stream()
        .filter(example -> example.isRun(SLOW_PAGES))
        .map(example -> dynamicTest(example.name(), () -> runs(example)));
  }

  @Test
  void onlyTimesAreLeftOutWhereTimesVary() {
    String table =
        """
        allocator  smallest  throughput     worst  pause
                    heap, B       ns/op  wait, µs    KiB
        ---------  --------  ----------  --------  -----
        tlsf         *12345       *4.46      1.13     12
        taken in 79.2 µs, 12 of 13 times
        """;
    String later = table.replace("*4.46", "114.4").replace("1.13", "2").replace("79.2 µs", "80 µs");
    assertEquals(VaryingFigures.withoutTimes(table), VaryingFigures.withoutTimes(later));
    for (String figure : List.of("*12345", "     12", "12 of", "13")) {
      String other = VaryingFigures.withoutTimes(table.replace(figure, figure + "6"));
      assertTrue(!other.equals(VaryingFigures.withoutTimes(table)), other);
    }
  }

  private static void runs(Example example) throws IOException, InterruptedException {
    PageBlock block = block(example::isOf);
    List<String> commands = example.values("try").toList();
    List<ExampleShell.Outcome> outcomes =
        shell.run(
            preparations(example),
            commands.isEmpty()
                ? block.commands().stream().map(example::replaced).toList()
                : commands);
    for (int i = 0; i < outcomes.size(); i++) {
      ExampleShell.Outcome outcome = outcomes.get(i);
      boolean asked = i + 1 < outcomes.size() && outcomes.get(i + 1).command().equals("echo $?");
      assertTrue(outcome.status() == 0 || asked, outcome::toString);
    }
    if (block.isSession() && example.value("output not compared").isEmpty()) {
      assertEquals(
          example.comparable(block.text()), example.comparable(session(example, outcomes)));
    }
    for (Example other : examples) {
      if (other.page().equals(example.page())) {
        holdsOutput(other, example, outcomes);
      }
    }
  }

  /** What the folder needs: the files that the page shows, and more. */
  private static List<String> preparations(Example example) throws IOException {
    List<String> commands = new ArrayList<>();
    for (Example other : examples) {
      if (other.page().equals(example.page()) && other.value("file").isPresent()) {
        Path content = Files.createTempFile(folder, "block", null);
        Files.writeString(content, other.replaced(block(other::isOf).text()));
        String file = other.value("file").get();
        commands.add("mkdir -p \"$(dirname '" + file + "')\" && cp " + content + " '" + file + "'");
      }
    }
    example.values("before").forEach(commands::add);
    return commands;
  }

  /** Prompts, commands and output, as a terminal shows them. */
  private static String session(Example example, List<ExampleShell.Outcome> outcomes) {
    StringBuilder session = new StringBuilder();
    for (ExampleShell.Outcome outcome : outcomes) {
      session.append("$ ").append(outcome.command()).append('\n').append(outcome.out());
      session.append(example.has("on standard error") ? outcome.talk() : "");
    }
    return session.toString();
  }

  /** Compares another block of the page, if it shows what this example prints, or lines of it. */
  private static void holdsOutput(
      Example other, Example example, List<ExampleShell.Outcome> outcomes) {
    StringBuilder printed = new StringBuilder();
    for (ExampleShell.Outcome outcome : outcomes) {
      printed.append(other.has("on standard error") ? outcome.talk() : outcome.out());
    }
    String actual = other.comparable(printed.toString());
    if (other.value("output of").filter(example.start()::equals).isPresent()) {
      assertEquals(other.comparable(block(other::isOf).text()), actual, other.name());
    }
    if (other.value("lines of the output of").filter(example.start()::equals).isPresent()) {
      List<String> lines = actual.lines().toList();
      other
          .comparable(block(other::isOf).text())
          .lines()
          .forEach(line -> assertTrue(lines.contains(line), () -> line + " in " + actual));
    }
  }

  private static PageBlock block(Predicate<PageBlock> wanted) {
    return blocks.stream().filter(wanted).findFirst().orElseThrow();
  }
}
