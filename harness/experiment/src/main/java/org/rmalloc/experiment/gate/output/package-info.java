// SPDX-License-Identifier: Apache-2.0
/** What a gate found, in the forms that people, continuous integration and charts read. */
package org.rmalloc.experiment.gate.output;
