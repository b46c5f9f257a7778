// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.trace.UsageException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A part of a file: a text, a list or a map, and where it stands. Numbers are texts as well: what
 * they mean is the reader's business.
 */
public final class YamlElement {
  private static final int MAX_SHOWN = 60;

  private final Node node;
  private final FilePosition position;

  private YamlElement(Node node, FilePosition position) {
    this.node = node;
    this.position = position;
  }

  static YamlElement of(Node node, String file) {
    return new YamlElement(node, position(node.getStartMark(), file));
  }

  static FilePosition position(Optional<Mark> mark, String file) {
    return new FilePosition(
        file, mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
  }

  /** Where it begins. */
  public FilePosition position() {
    return position;
  }

  /** Whether it is a map. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether it is a text; nothing at all is none. */
  public boolean isText() {
    return node instanceof ScalarNode scalar && !(scalar.isPlain() && scalar.getValue().isEmpty());
  }

  /**
   * Its text.
   *
   * @param expected what should stand here, for the message
   * @throws UsageException when it is no text
   */
  public String text(String expected) {
    if (!isText()) {
      throw unexpected(expected);
    }
    return ((ScalarNode) node).getValue();
  }

  /**
   * Its items; what is no list is a list of itself.
   *
   * @param expected what should stand here, for the message
   * @throws UsageException when it is empty
   */
  public List<YamlElement> items(String expected) {
    if (!(node instanceof SequenceNode list)) {
      return List.of(this);
    }
    if (list.getValue().isEmpty()) {
      throw position.problem("an empty list", expected);
    }
    List<YamlElement> items = new ArrayList<>();
    list.getValue().forEach(item -> items.add(of(item, position.file())));
    return items;
  }

  /**
   * Its entries in their order.
   *
   * @param expected what should stand here, for the message
   * @throws UsageException when it is no map, or a key stands twice
   */
  public Map<String, Entry> entries(String expected) {
    if (!(node instanceof MappingNode map)) {
      throw unexpected(expected);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      YamlElement key = of(tuple.getKeyNode(), position.file());
      String name = key.text("a key");
      if (entries.put(name, new Entry(key, of(tuple.getValueNode(), position.file()))) != null) {
        throw key.position.problem("key '%s' a second time".formatted(name), "each key once");
      }
    }
    return entries;
  }

  /**
   * An entry of a map.
   *
   * @param key where its name stands
   * @param value what it says
   */
  public record Entry(YamlElement key, YamlElement value) {}

  /** Says that something else should stand here. */
  public UsageException unexpected(String expected) {
    return position.problem(inWords(), expected);
  }

  /** What stands here, in words. */
  public String inWords() {
    return switch (node) {
      case MappingNode _ -> "a map";
      case SequenceNode _ -> "a list";
      default -> isText() ? "'" + shortened(((ScalarNode) node).getValue()) + "'" : "nothing";
    };
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }
}
