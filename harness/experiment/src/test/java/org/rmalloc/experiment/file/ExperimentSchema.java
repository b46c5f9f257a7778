// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** The published schema, ready to hold files against. */
final class ExperimentSchema {
  private static final Schema SCHEMA = load();

  private ExperimentSchema() {}

  /** What in a file, YAML or JSON, does not fit the schema. */
  static List<Error> problems(String yaml) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return SCHEMA.validate(JsonMapper.shared().writeValueAsString(document), InputFormat.JSON);
  }

  private static Schema load() {
    try (var in = ExperimentReader.class.getResourceAsStream("experiment.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
