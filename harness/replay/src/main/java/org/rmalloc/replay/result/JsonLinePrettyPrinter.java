// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamContext;

/** Puts each field of the file and each row of the data on a line of its own. */
final class JsonLinePrettyPrinter implements PrettyPrinter {

  @Override
  public void writeRootValueSeparator(JsonGenerator json) {
    json.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator json) {
    json.writeRaw('{');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) {
    breakLineIn(json);
  }

  @Override
  public void writeObjectNameValueSeparator(JsonGenerator json) {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) {
    json.writeRaw(',');
    separateIn(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) {
    if (isFile(json.streamWriteContext())) {
      json.writeRaw('\n');
    }
    json.writeRaw('}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) {
    json.writeRaw('[');
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) {
    breakLineIn(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) {
    json.writeRaw(',');
    separateIn(json);
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) {
    json.writeRaw(']');
  }

  private static void separateIn(JsonGenerator json) {
    if (!breakLineIn(json) && !isRow(json.streamWriteContext())) {
      json.writeRaw(' ');
    }
  }

  private static boolean breakLineIn(JsonGenerator json) {
    TokenStreamContext context = json.streamWriteContext();
    boolean breaks = isFile(context) || isData(context);
    if (breaks) {
      json.writeRaw('\n');
    }
    return breaks;
  }

  private static boolean isFile(TokenStreamContext context) {
    return context.inObject() && context.getParent().inRoot();
  }

  private static boolean isData(TokenStreamContext context) {
    return context.inArray() && "data".equals(context.getParent().currentName());
  }

  private static boolean isRow(TokenStreamContext context) {
    return context.inArray() && isData(context.getParent());
  }
}
