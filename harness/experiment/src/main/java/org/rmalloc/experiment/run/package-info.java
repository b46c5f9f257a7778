// SPDX-License-Identifier: Apache-2.0
/** Measures what an experiment asks for and its store lacks. */
package org.rmalloc.experiment.run;
