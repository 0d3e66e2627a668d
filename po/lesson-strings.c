/* The texts of data/lessons, for translators. Written by build-aux/lesson-strings.py; do not edit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* clang-format off */

/* Translators: article.gradus, title of a lesson */
N_ ("Two inputs, one hidden neuron")

/* Translators: article.gradus, description of a lesson */
N_ ("The smallest network with a hidden layer: two inputs, one hidden neuron, one output. One training step of it, from the first multiplication to the new weights, and then as many more as you like.")

/* Translators: article.gradus, title of page 1 */
N_ ("Forward to the hidden neuron")

/* Translators: article.gradus, text of page 1 */
N_ ("Each input is multiplied by the weight on its way to h, and the products are added: that is z_h. The sigmoid then turns this sum into a value between 0 and 1, which is all that the rest of the network gets to see of the inputs.")

/* Translators: article.gradus, title of page 2 */
N_ ("Forward to the output")

/* Translators: article.gradus, text of page 2 */
N_ ("The same again, one layer on: h times its weight w₃ is z_out, and the sigmoid of that is the network's answer ŷ. The answer should have been y; so far it is a guess made with weights that nobody has taught anything. (The article puts the rounded 0.600 into the exponential and prints 0.5488 for it; with the exact z_out it is 0.5487. ŷ comes out the same to three places.)")

/* Translators: article.gradus, title of page 3 */
N_ ("How wrong is it?")

/* Translators: article.gradus, text of page 3 */
N_ ("The loss L says in one number how far the answer is from the target: the difference, squared. Squaring makes it positive and punishes a large miss more than two small ones. Training is nothing but the attempt to make this number smaller.")

/* Translators: article.gradus, page 3, why the printed L differs from the exact value */
N_ ("The article squares the difference after rounding it: 0.354² is 0.125316. The exact difference is 0.354296, and its square rounds to 0.126.")

/* Translators: article.gradus, title of page 4 */
N_ ("Back from the loss to the output's δ")

/* Translators: article.gradus, text of page 4 */
N_ ("Now the question is turned round: if something moved a little, how would L move? First ŷ itself, then the sum z_out behind it; the chain rule multiplies the two answers. Their product is the output neuron's δ, the one number that everything further back will need.")

/* Translators: article.gradus, page 4, why the printed ∂L/∂ŷ differs from the exact value */
N_ ("The article doubles a difference that is already rounded: −2 × 0.354. From the exact difference 0.354296 comes −0.708592, which rounds to −0.709.")

/* Translators: article.gradus, title of page 5 */
N_ ("The gradient of w₃, and its new value")

/* Translators: article.gradus, text of page 5 */
N_ ("w₃ meets L only through z_out, and there it is multiplied by h. So its gradient is the output's δ times h. It is negative: a larger w₃ would make L smaller, so the step goes up. The new value waits until the whole pass is done, for the way back still needs the old one.")

/* Translators: article.gradus, title of page 6 */
N_ ("Back through w₃ to the hidden δ")

/* Translators: article.gradus, text of page 6 */
N_ ("h had its share in the error too, and the share is passed back along the connection it took: the output's δ times w₃ (the weight from before the update), times the slope of the sigmoid at h. That is the hidden neuron's δ. No target was ever given for h; this is how it learns what to change all the same.")

/* Translators: article.gradus, page 6, why the printed ∂h/∂z_h differs from the exact value */
N_ ("The article takes h as 0.750, and 0.750 × 0.250 is 0.1875 to the last digit. With the exact h = 0.750260 it is 0.187370, which rounds to 0.1874.")

/* Translators: article.gradus, title of page 7 */
N_ ("The gradients of w₁ and w₂, and their new values")

/* Translators: article.gradus, text of page 7 */
N_ ("Each gradient is again a δ times what flows in along that connection: the hidden δ times x₁ for w₁, times x₂ for w₂. The second input is twice the first, so w₂ gets twice the gradient and takes a step twice as long.")

/* Translators: article.gradus, title of page 8 */
N_ ("One step is done")

/* Translators: article.gradus, text of page 8 */
N_ ("All three new weights take their places together. Each has moved only a little, and the loss has become a little smaller; do it again, and again, and watch it fall. The point to take home: w₁ and w₂ learned from an error that was measured two layers away from them.")
