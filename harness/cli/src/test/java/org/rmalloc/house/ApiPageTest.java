// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three programs of docs/api.md compile, run, and print what the page says. */
final class ApiPageTest {
  private static final Pattern PROGRAM =
      Pattern.compile("(?ms)^`(\\w+)\\.java`:\n\n```java\n(.*?)^```.*?^```\n(.*?)^```$");
  private static final String TRACE = "traces/ls-symlink.full.memtrace.zst";

  @TempDir private Path folder;

  @Test
  void programsPrintWhatThePageSays() throws Exception {
    String page = Files.readString(House.root().resolve("docs/api.md"));
    List<MatchResult> programs = PROGRAM.matcher(page).results().toList();
    compile(programs);
    String out = folder.resolve("out").toString();
    Map<String, String[]> arguments =
        Map.of(
            "Bump", new String[0],
            "Measure", new String[] {House.root().resolve(TRACE).toString(), out},
            "Read", new String[] {out});
    for (MatchResult program : programs) {
      String name = program.group(1);
      assertEquals(program.group(3), printed(name, arguments.get(name)), name);
    }
    assertEquals(3, programs.size());
  }

  private void compile(List<MatchResult> programs) throws IOException {
    List<String> words = new ArrayList<>(List.of("-proc:none", "-d", folder.toString(), "-cp"));
    words.add(System.getProperty("java.class.path"));
    for (MatchResult program : programs) {
      Path source = folder.resolve(program.group(1) + ".java");
      words.add(Files.writeString(source, program.group(2)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    assertEquals(0, status, "javac's exit status");
  }

  /** What the program prints on standard output. */
  private String printed(String name, String[] arguments) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
