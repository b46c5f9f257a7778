// SPDX-License-Identifier: Apache-2.0
/** An experiment as a value: the combinations of trace, contender and setting that it asks for. */
package org.rmalloc.experiment.matrix;
