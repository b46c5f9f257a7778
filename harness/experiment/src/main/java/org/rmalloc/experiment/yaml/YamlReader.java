// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.rmalloc.trace.UsageException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of one YAML 1.2 document, or JSON, in UTF-8. */
public final class YamlReader {
  private static final long MAX_BYTES = 16 << 20;
  private static final int MAX_DEPTH = 32; // of an experiment: 6

  private YamlReader() {}

  /**
   * The document.
   *
   * @throws UsageException when it is none, by line and column
   * @throws IOException when the file cannot be read
   */
  public static YamlElement read(Path file) throws IOException {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new UsageException(name + ": found a directory, expected an experiment file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new UsageException(
          "%s: found %d bytes, expected an experiment file of up to %d"
              .formatted(name, Files.size(file), MAX_BYTES));
    }
    return parse(name, text(name, Files.readAllBytes(file)));
  }

  /** The document of a text; {@code name} is for messages. */
  public static YamlElement parse(String name, String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(name).build();
    String yaml = isJson(text) ? text.replace('\t', ' ') : text;
    try {
      refuseDepth(new Parse(settings).parseString(yaml), name);
      Iterator<Node> documents = new Compose(settings).composeAllFromString(yaml).iterator();
      if (!documents.hasNext()) {
        throw new FilePosition(name, 1, 1).problem("an empty file", "an experiment");
      }
      YamlElement first = YamlElement.of(documents.next(), name);
      if (documents.hasNext()) {
        throw YamlElement.of(documents.next(), name)
            .position()
            .problem("a second YAML document", "one");
      }
      return first;
    } catch (YamlEngineException e) {
      throw problem(name, text, e);
    }
  }

  /** Nodes are composed by recursion, which must not exhaust the stack. */
  private static void refuseDepth(Iterable<Event> events, String name) {
    int depth = 0;
    for (Event event : events) {
      switch (event) {
        case CollectionStartEvent _ -> depth++;
        case CollectionEndEvent _ -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw YamlElement.position(event.getStartMark(), name)
            .problem("lists or maps nested more than %d deep".formatted(MAX_DEPTH), "fewer");
      }
    }
  }

  private static String text(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(name + ": found bytes that are not UTF-8, expected YAML or JSON", e);
    }
  }

  /** JSON may be indented by tabs, YAML may not; inside its texts no tab can stand. */
  private static boolean isJson(String text) {
    return text.stripLeading().startsWith("{");
  }

  private static UsageException problem(String name, String text, YamlEngineException e) {
    FilePosition position =
        switch (e) {
          case MarkedYamlEngineException marked ->
              YamlElement.position(marked.getProblemMark().or(marked::getContextMark), name);
          case ReaderException reader -> at(name, text, reader.getPosition());
          default -> new FilePosition(name, 1, 1);
        };
    String problem =
        switch (e) {
          case MarkedYamlEngineException marked ->
              Optional.ofNullable(marked.getProblem()).orElse("no YAML");
          case ReaderException _ -> "a character that YAML does not allow";
          default -> String.valueOf(e.getMessage());
        };
    return position.problem(
        "found a fault of YAML: " + firstLine(problem) + ", expected YAML or JSON");
  }

  private static FilePosition at(String name, String text, int index) {
    String before = text.substring(0, Math.min(index, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new FilePosition(name, line, before.length() - before.lastIndexOf('\n'));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
