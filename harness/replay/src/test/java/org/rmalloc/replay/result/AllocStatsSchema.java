// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The schema that is shipped beside the writer, ready to hold files against. */
public final class AllocStatsSchema {
  private static final Schema SCHEMA = load();

  private AllocStatsSchema() {}

  /** What does not fit the schema; empty when all does. */
  public static List<Error> problems(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  static String text() throws IOException {
    try (var in = AllocStatsWriter.class.getResourceAsStream("alloc-stats.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Schema load() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text(), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
