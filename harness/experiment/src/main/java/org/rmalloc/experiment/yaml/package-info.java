// SPDX-License-Identifier: Apache-2.0
/** Reads YAML and JSON as elements that know where they stand. */
package org.rmalloc.experiment.yaml;
