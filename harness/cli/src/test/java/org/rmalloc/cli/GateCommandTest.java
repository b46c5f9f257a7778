// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rmalloc gate}, as users type it. Times are for {@code .ci/gate-power}. */
@Timeout(300)
final class GateCommandTest {
  private static final Pattern FOOTPRINT = Pattern.compile("\"footprint\": (\\d+)");

  @TempDir private Path folder;
  private GateProject project;

  @BeforeEach
  void aProjectWithABaseline() throws IOException {
    project = new GateProject(folder.resolve("project"));
    Execution update = project.gate("--update", "--quiet");
    assertEquals(0, update.status(), update::toString);
  }

  @Test
  void whatIsAsItWasPasses() {
    Execution gate = project.gate();
    assertEquals(0, gate.status(), gate::toString);
    assertEquals(
        "gate: 4 trials, 56 figures exact against %s; 0 worse, 0 better\n"
            .formatted(project.baselineFile()),
        gate.out());
  }

  @Test
  void aFigureThatIsWorseFailsAndABetterOneOnlyWhereThatIsAskedFor() throws IOException {
    String good = project.baseline();
    project.baseline(FOOTPRINT.matcher(good).replaceFirst("\"footprint\": 1000"));
    Execution worse = project.gate();
    assertEquals(1, worse.status(), worse::toString);
    assertTrue(worse.out().contains("; 1 worse, 0 better\n"), worse::toString);
    assertTrue(worse.out().contains("WORSE  firstfit · a · 2x   footprint 1,000 → "));
    project.baseline(FOOTPRINT.matcher(good).replaceFirst("\"footprint\": 9999999"));
    assertEquals(0, project.gate().status());
    assertEquals(1, project.gate("--exact").status());
  }

  @Test
  void anAllocatorThatBreaksItsContractIsNoRegression() throws IOException {
    project.experiment("traces: a.ops", "contenders: ['b=test-broken:fault=forgets-a-free']");
    Execution broken = project.gate("--update", "--quiet");
    assertEquals(70, broken.status(), broken::toString);
    assertTrue(Files.exists(project.baselineFile()), "the old one is still there");
  }

  @Test
  void otherTracesAndTrialsAreRefusedAsThat() throws IOException {
    project.experiment("traces: a.ops", "contenders: [firstfit, rmalloc2]");
    refused("found trial 'firstfit · b · 2x', which the experiment lacks", project.gate());
    project.experiment("traces: [a.ops, b.ops]", "contenders: [firstfit, rmalloc2]");
    Files.writeString(project.file("a.ops"), "9999 N 0 8\n9999 F 0 0\n");
    refused(":8: trial 'firstfit · a · 2x' is of another trace: SHA-256 ", project.gate());
    project.baseline(project.baseline().replace("\"measuring\": 1", "\"measuring\": 77"));
    refused("found figures of measuring version 77", project.gate());
  }

  @Test
  void aDamagedBaselineIsOneLineWithItsPlace() throws IOException {
    String good = project.baseline();
    String file = project.baselineFile().toString();
    project.baseline(good.replaceFirst("\"cost\": \\d+", "\"cost\": many"));
    refused(file + ":19:", project.gate());
    project.baseline(good.substring(0, good.length() / 2));
    refused(file + ":", project.gate());
    project.baseline(good.replaceFirst(" *\"overhead\"", "<<<<<<< ours\n$0"));
    refused(file + ":15:1: found a conflict marker", project.gate());
    Files.delete(project.baselineFile());
    refused(file + ": found no baseline", project.gate());
  }

  @Test
  void wrongUsageIsRefusedBeforeTheWork() {
    refused("--pairs: needs both builds", project.gate("--pairs", "10"));
    refused("--explain: needs both builds", project.gate("--explain", "firstfit · a · 2x"));
    refused("--page: has no effect", project.gate("--page", "x.html"));
    refused("--update: writes the baseline", project.gate("--update", "--exact"));
    refused("format 'xml': expected one of text, json", project.gate("--format", "xml"));
    refused("-o junit: expected FORMAT=FILE", project.gate("-o", "junit"));
    refused("expected percent", project.gate("--alpha", "0"));
    refused("--jobs 0: expected 1 or more", project.gate("--jobs", "0"));
    String nowhere = folder.resolve("none/gate.xml").toString();
    refused(nowhere + ": its folder does not exist", project.gate("-o", "junit=" + nowhere));
  }

  /** 7 pairs have a smallest p of 1/128; two trials together need 1/200. */
  @Test
  void tooFewPairsAreRefusedWithTheArithmetic() throws Exception {
    project.experiment("traces: [a.ops, b.ops]", "contenders: [firstfit]");
    assertEquals(0, project.gate("--update", "--quiet").status());
    refused(
        "--pairs 7: 7 pairs cannot show a change, since their smallest p is 1/2^7 = 0.0078, and p"
            + " must be below 0.0050 = 0.010 / 2 timed trials; expected 8 pairs or more",
        project.gate("--against", project.oldBuild().toString(), "--pairs", "7", "--quiet"));
  }

  private static void refused(String part, Execution refusal) {
    assertEquals(2, refusal.status(), refusal::toString);
    assertEquals(1, refusal.err().lines().count(), refusal::toString);
    assertTrue(refusal.err().startsWith("rmalloc: "), refusal::toString);
    assertTrue(refusal.err().contains(part), refusal::toString);
    assertEquals("", refusal.out());
  }

  /** Whatever the machine, the order of the file's lists and the folder are. */
  @Test
  void theBaselineIsTheSameToTheByte() throws IOException {
    String baseline = project.baseline();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
        isWritten(baseline, project, "--jobs", "1");
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    project.experiment("contenders: [rmalloc2, firstfit]", "traces: [b.ops, a.ops]");
    isWritten(baseline, project, "--jobs", "2");
    GateProject clone = new GateProject(folder.resolve("a clone/elsewhere"));
    isWritten(baseline, clone, "--jobs", "2");
  }

  private static void isWritten(String baseline, GateProject project, String... options)
      throws IOException {
    Execution gate =
        Execution.of(
            Stream.concat(project.arguments(options).stream(), Stream.of("--update", "--quiet"))
                .toList());
    assertEquals(0, gate.status(), gate::toString);
    assertEquals(baseline, project.baseline());
    assertEquals(0, project.gate(options).status());
  }

  @Test
  void everyFormIsWrittenInOneRun() throws IOException {
    project.baseline(FOOTPRINT.matcher(project.baseline()).replaceFirst("\"footprint\": 1000"));
    List<String> arguments = project.arguments("--format", "markdown");
    List<String> forms =
        List.of("text", "json", "junit", "github", "openmetrics", "bmf", "benchmark-action");
    for (String form : forms) {
      arguments.addAll(List.of("-o", form + "=" + project.file(form)));
    }
    Execution gate = Execution.of(arguments);
    assertEquals(1, gate.status(), gate::toString);
    assertTrue(gate.out().startsWith("### worse: gate: 4 trials"), gate::toString);
    for (String form : forms) {
      assertTrue(Files.readString(project.file(form)).contains("footprint"), form);
    }
  }

  @Test
  void insideActionsAnnotationsAndTheJobsSummaryAreOnByThemselves() throws Exception {
    String text = FOOTPRINT.matcher(project.baseline()).replaceFirst("\"footprint\": 1000");
    project.baseline(text);
    Path summary = Files.writeString(folder.resolve("summary.md"), "of another step\n");
    ProcessBuilder gate =
        Execution.ofItsOwn(List.of(), project.arguments("--quiet").toArray(String[]::new));
    gate.environment().put("GITHUB_ACTIONS", "true");
    gate.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
    Process process = gate.directory(folder.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), out);
    Matcher command =
        Pattern.compile("(?m)^::error file=([^,]*),line=(\\d+),title=firstfit · a · 2x::footprint")
            .matcher(out);
    assertTrue(out.contains("WORSE  firstfit · a · 2x   footprint 1,000 → "), out);
    assertTrue(command.find(), out);
    assertEquals("project/rmalloc-baseline.json", command.group(1), "as the repository names it");
    String line = text.lines().toList().get(Integer.parseInt(command.group(2)) - 1);
    assertEquals("   \"footprint\": 1000,", line);
    String added = Files.readString(summary);
    assertTrue(added.startsWith("of another step\n### worse: gate: 4 trials"), added);
  }

  /** The old build is best fit, and the new one first fit. */
  @Test
  void theOldBuildNamesRequestsExactlyAndBothHeapsAreDrawn() throws Exception {
    project.experiment("traces: a.ops", "contenders: ['firstfit=bestfit']");
    assertEquals(0, project.gate("--update", "--quiet").status());
    project.baseline(project.baseline().replace("\"bestfit\"", "\"firstfit\""));
    project.experiment("traces: a.ops", "contenders: [firstfit]");
    Path page = folder.resolve("page.html");
    Execution gate =
        project.gate(
            "--against",
            project.oldBuild().toString(),
            "--explain",
            "firstfit · a · 2x",
            "--page",
            page.toString());
    assertEquals(1, gate.status(), gate::toString);
    assertTrue(gate.out().contains("       first worse at request "), gate::toString);
    assertTrue(
        gate.out().contains("       the two builds first place a block differently at request "),
        gate::toString);
    assertFalse(gate.out().contains("not the baseline's"), gate::toString);
    String drawn = Files.readString(page);
    assertTrue(drawn.contains("old build") && drawn.contains("new build"));
    assertTrue(drawn.contains("the two builds first place a block differently at request "));
    refused(
        "--explain 'x': found no such trial, expected one of firstfit · a · 2x",
        project.gate("--against", folder.resolve("project/old").toString(), "--explain", "x"));
  }

  /** Killed while it measures, or at any other time, the baseline is the old one or the new one. */
  @Test
  void killedWhileItUpdatesTheBaselineIsWhole() throws Exception {
    String good = project.baseline();
    String old = good.replaceFirst("\"cost\": \\d+", "\"cost\": 1");
    int kills = Integer.getInteger("rmalloc.gate.kills", 2);
    int survived = 0;
    for (int kill = 0; kill < kills; kill++) {
      project.baseline(old);
      Process update =
          Execution.ofItsOwn(List.of(), project.arguments("--update").toArray(String[]::new))
              .start();
      while (update.isAlive() && drafts() == 0) {
        Thread.onSpinWait();
      }
      Thread.sleep(kill * 500L / kills);
      update.destroyForcibly().waitFor();
      String found = project.baseline();
      assertTrue(found.equals(old) || found.equals(good), found);
      survived += found.equals(old) ? 1 : 0;
      clearDrafts();
    }
    assertTrue(survived > 0, "killed too late");
    assertEquals(0, project.gate("--update", "--quiet").status());
    assertEquals(good, project.baseline());
  }

  private long drafts() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("project"))) {
      return files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }

  private void clearDrafts() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("project"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".part")).toList()) {
        Files.delete(file);
      }
    }
  }
}
