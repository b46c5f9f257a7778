// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.experiment.matrix.ExpectedRecording;
import org.rmalloc.experiment.matrix.ProgramToRecord;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.record.AccessRecordingMethod;

/** Reads an entry of {@code traces} that says which program to record, and how. */
final class ProgramToRecordYamlReader {
  private static final String COMMAND =
      "a list of the program and its arguments, such as [ls, -l, /bin/]";
  private static final int MAX_EXIT_STATUS = 255;

  private final KnownKeyMap keys;
  private final Path folder;

  private ProgramToRecordYamlReader(KnownKeyMap keys, Path folder) {
    this.keys = keys;
    this.folder = folder;
  }

  /**
   * The program.
   *
   * @param folder that its working directory starts from
   */
  static TraceSource.ToRecord read(YamlElement item, Path folder) {
    List<String> known =
        List.of(
            "record",
            "name",
            "directory",
            "environment",
            "accesses",
            "exit-status",
            "sha256",
            "requests",
            "peak-live");
    return new ProgramToRecordYamlReader(KnownKeyMap.of(item, "a map", known), folder).source();
  }

  private TraceSource.ToRecord source() {
    ProgramToRecord program =
        new ProgramToRecord(
            command(keys.required("record")),
            folder,
            directory(),
            environment(),
            accesses(),
            (int) number("exit-status", 0, MAX_EXIT_STATUS, 0));
    String name = keys.get("name").map(one -> one.text("a name")).orElse(program.programName());
    return new TraceSource.ToRecord(name, program, expected(), keys.required("record").position());
  }

  private static List<String> command(YamlElement list) {
    if (!list.isList()) {
      throw list.unexpected(COMMAND);
    }
    List<String> words = new ArrayList<>();
    for (YamlElement word : list.items(COMMAND)) {
      words.add(wordOf(word, "a word of the command to record; put an empty word in quotes"));
    }
    YamlElement first = list.items(COMMAND).getFirst();
    if (words.getFirst().isEmpty() || words.getFirst().endsWith("/")) {
      throw first.unexpected("the name of the program to record");
    }
    return words;
  }

  private static String wordOf(YamlElement element, String expected) {
    String word = element.text(expected);
    if (word.indexOf('\0') >= 0) {
      throw element.position().problem("a text with a zero byte, for a program", expected);
    }
    return word;
  }

  private String directory() {
    if (keys.get("directory").isEmpty()) {
      return "";
    }
    YamlElement element = keys.get("directory").get();
    String text = element.text("a folder");
    try {
      if (Files.isDirectory(folder.resolve(text))) {
        return text;
      }
    } catch (InvalidPathException _) {
      // no folder either
    }
    throw element
        .position()
        .problem(
            "'%s'".formatted(text),
            "a folder that is there, to run the program in, from " + folder);
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> variables = new TreeMap<>();
    if (keys.get("environment").isPresent()) {
      String expected = "a map of environment variables, such as {LC_ALL: C}";
      Map<String, Entry> entries = keys.get("environment").get().entries(expected);
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        if (!entry.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
          throw entry
              .getValue()
              .key()
              .unexpected(
                  "the name of an environment variable: letters, digits and _, no digit first");
        }
        variables.put(entry.getKey(), wordOf(entry.getValue().value(), "a variable's value"));
      }
    }
    return variables;
  }

  private AccessRecordingMethod accesses() {
    return keys.get("accesses")
        .map(
            element ->
                KeywordYamlReader.one(
                    element,
                    AccessRecordingMethod.values(),
                    how -> how.name().toLowerCase(Locale.ROOT)))
        .orElse(AccessRecordingMethod.NONE);
  }

  private ExpectedRecording expected() {
    return new ExpectedRecording(
        keys.get("sha256").map(ProgramToRecordYamlReader::sha256),
        keys.get("requests").map(_ -> number("requests", 1, Long.MAX_VALUE, 0)),
        keys.get("peak-live").map(_ -> number("peak-live", 1, Long.MAX_VALUE, 0)));
  }

  private static String sha256(YamlElement element) {
    String expected =
        "sha256 of the recording's uncompressed bytes, 64 hexadecimal digits in lower case";
    if (!element.text(expected).matches("[0-9a-f]{64}")) {
      throw element.unexpected(expected);
    }
    return element.text(expected);
  }

  private long number(String key, long minimum, long maximum, long otherwise) {
    if (keys.get(key).isEmpty()) {
      return otherwise;
    }
    YamlElement element = keys.get(key).get();
    String expected =
        maximum == Long.MAX_VALUE
            ? "%s, a whole number, %d or more, without a unit".formatted(key, minimum)
            : "%s, a whole number from %d to %d".formatted(key, minimum, maximum);
    try {
      return KeywordYamlReader.number(element.text(expected), minimum, maximum);
    } catch (UsageException _) {
      throw element.unexpected(expected);
    }
  }
}
