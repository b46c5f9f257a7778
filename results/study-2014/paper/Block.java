// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/**
 * A part of the paper's source. Text is not yet escaped for the output, and its marks are not yet
 * read.
 */
sealed interface Block {
  record Heading(int level, String text) implements Block {}

  record Paragraph(String text) implements Block {}

  record Items(List<String> texts) implements Block {}

  record Table(String name) implements Block {}

  /** Charts, one below the other. */
  record Figure(List<String> names, String caption) implements Block {}

  record References(List<Reference> all) implements Block {}

  record Reference(String key, String text) {}
}
