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

/* Translators: cs231n.gradus, title of a lesson */
N_ ("One sigmoid neuron")

/* Translators: cs231n.gradus, description of a lesson */
N_ ("The circuit of a university course, gate by gate in the source, one neuron here. It prints two places and computes with all of them.")

/* Translators: cs231n.gradus, title of page 1 */
N_ ("Forward through the neuron")

/* Translators: cs231n.gradus, text of page 1 */
N_ ("−2 and 6 from the inputs and −3 from the bias make 1, and the sigmoid of 1 is 0.73.")

/* Translators: cs231n.gradus, text of page 2 */
N_ ("The output itself is what goes down here: as “loss” stands the distance to a target of 0, which has the slope 1.")

/* Translators: cs231n.gradus, text of page 3 */
N_ ("In the source the gradient flows through four gates, 1/x, +1, exp and ×(−1): 1.00, −0.53, −0.53, −0.20, 0.20. Together they are the sigmoid, and its slope says it at once: ŷ(1 − ŷ).")

/* Translators: cs231n.gradus, title of page 4 */
N_ ("The gradients, and the new values")

/* Translators: cs231n.gradus, text of page 4 */
N_ ("δ times what flows in. The bias is fed with 1, so its gradient is δ itself.")

/* Translators: cs231n.gradus, text of page 5 */
N_ ("The source stops at the gradients; the step with η = 0.1 is ours.")

/* Translators: hagan.gradus, title of a lesson */
N_ ("A curve through a linear output")

/* Translators: hagan.gradus, description of a lesson */
N_ ("The network is to learn the function 1 + sin(πp/4), and starts at p = 1. Its output neuron is linear, so its slope is 1 and drops out of the product.")

/* Translators: hagan.gradus, title of page 1 */
N_ ("Forward to the hidden layer")

/* Translators: hagan.gradus, text of page 1 */
N_ ("Each hidden neuron adds up its inputs times their weights, and its bias; the sigmoid turns the sum into the number that it passes on.")

/* Translators: hagan.gradus, text of page 2 */
N_ ("A linear neuron: what it adds up is what it says.")

/* Translators: hagan.gradus, text of page 3 */
N_ ("The target is 1 + sin(π/4) = 1.707. The error is 1.261, and the book takes its square, without the ½.")

/* Translators: hagan.gradus, text of page 4 */
N_ ("Without the ½ the 2 of the square stays. The slope of the neuron is 1, so δ is the slope of the loss. The book calls δ the sensitivity.")

/* Translators: hagan.gradus, title of page 5 */
N_ ("The gradients of the output layer, and the new values")

/* Translators: hagan.gradus, text of page 5 */
N_ ("Each gradient is the δ at the end of its connection times what flows in at the beginning; a bias is fed with 1. The new value is the old one minus η times the gradient.")

/* Translators: hagan.gradus, title of page 6 */
N_ ("Back to the hidden δ")

/* Translators: hagan.gradus, text of page 6 */
N_ ("Each hidden neuron collects the δ behind it, times the weight in between, and multiplies the sum with its own slope.")

/* Translators: hagan.gradus, title of page 7 */
N_ ("The gradients of the hidden layer, and the new values")

/* Translators: hagan.gradus, text of page 7 */
N_ ("The same products once more, now with the inputs.")

/* Translators: hagan.gradus, text of page 8 */
N_ ("The book now takes another p and goes on. Here you stay at p = 1 and can watch the network learn this one point by heart.")

/* Translators: han.gradus, title of a lesson */
N_ ("Three inputs, a class to learn")

/* Translators: han.gradus, description of a lesson */
N_ ("A data mining textbook teaches the network that the inputs 1, 0, 1 belong to class 1. It rounds to three places on the way, and the biases learn like weights.")

/* Translators: han.gradus, text of page 1 */
N_ ("The second input is 0: whatever its weights are, nothing of it arrives.")

/* Translators: han.gradus, text of page 2 */
N_ ("The output neuron does the same with what the hidden neurons pass on.")

/* Translators: han.gradus, text of page 3 */
N_ ("The book goes straight on to the error; half the squared difference is the loss that fits its rule.")

/* Translators: han.gradus, text of page 4 */
N_ ("The book calls −δ the error of a unit: 0.474 × (1 − 0.474) × (1 − 0.474).")

/* Translators: han.gradus, page 4, why the printed ∂L/∂z_out differs from the exact value */
N_ ("The book counts the error the other way round (target minus output), and takes the output as 0.474: exact are 0.473889 and −0.131169.")

/* Translators: han.gradus, page 6, why the printed ∂L/∂z_h₁ differs from the exact value */
N_ ("The book counts the other way round: its error is the target minus the output, so its δ is −∂L/∂z, and it adds where we subtract.")

/* Translators: han.gradus, text of page 7 */
N_ ("The weights of the second input stay as they are: their gradient is δ times 0.")

/* Translators: han.gradus, text of page 8 */
N_ ("All new values take their places together, and the next step begins with them.")

/* Translators: macleod.gradus, title of a lesson */
N_ ("The classic slip, in print")

/* Translators: macleod.gradus, description of a lesson */
N_ ("A much copied example that updates the output weights first and then sends the error back through the new ones. Its new hidden weights are wrong for that reason; the numbers beside them are the right ones.")

/* Translators: macleod.gradus, text of page 1 */
N_ ("Each hidden neuron adds up its inputs times their weights; the sigmoid turns the sum into the number that it passes on.")

/* Translators: macleod.gradus, text of page 3 */
N_ ("The book notes the error, target minus output: −0.19.")

/* Translators: macleod.gradus, text of page 4 */
N_ ("The slope of the loss times the slope of the sigmoid: that is δ, how strongly the loss answers to the sum inside the output neuron.")

/* Translators: macleod.gradus, page 4, why the printed ∂L/∂z_out differs from the exact value */
N_ ("The book counts the other way round (target minus output), and takes the output as 0.69: exact is 0.040681, which rounds to 0.0407.")

/* Translators: macleod.gradus, page 5, why the printed w₅ differs from the exact value */
N_ ("The book goes on with numbers that it has rounded: 0.68, 0.6637 and 0.0406.")

/* Translators: macleod.gradus, text of page 6 */
N_ ("Here the slip happens: the book multiplies with 0.272392 and 0.87305, the weights that it has just computed, instead of 0.3 and 0.9.")

/* Translators: macleod.gradus, page 7, why the printed w₁ differs from the exact value */
N_ ("The book sends the error back through the weights from after their update. Gradient descent wants those from before it.")

/* Translators: macleod.gradus, page 7, why the printed w₄ differs from the exact value */
N_ ("The book sends the error back through the weights from after their update, and cuts 0.59288 off instead of rounding it.")

/* Translators: macleod.gradus, text of page 8 */
N_ ("The difference is small, which is why it is so easily missed: the step still goes downhill, only not straight down. A gradient check finds it at once.")

/* Translators: mazur.gradus, title of a lesson */
N_ ("Two inputs, two hidden neurons, two outputs")

/* Translators: mazur.gradus, description of a lesson */
N_ ("The example that most people meet first: two outputs, so that every hidden neuron is blamed twice and the blame is added. Each layer has one bias, shared by its neurons; the source never updates it, so here it is held fixed.")

/* Translators: mazur.gradus, text of page 2 */
N_ ("Both outputs take in both hidden neurons. Both miss: one should be near 0, the other near 1.")

/* Translators: mazur.gradus, text of page 3 */
N_ ("Half the squared difference of each output, added. The first output causes 0.274811083 of it, the second 0.023560026.")

/* Translators: mazur.gradus, title of page 4 */
N_ ("Back from the loss to the outputs' δ")

/* Translators: mazur.gradus, text of page 4 */
N_ ("With the ½ in front, the 2 of the square goes away: the slope of the loss is the output minus its target. Times the slope of the sigmoid it is δ, one for each output.")

/* Translators: mazur.gradus, text of page 6 */
N_ ("A hidden neuron feeds both outputs, so two blames come back and are added: for the first one 0.055399425 and −0.019049119. The weights are those from before the update.")

/* Translators: mazur.gradus, text of page 8 */
N_ ("The loss is now 0.291027774. The source prints 0.291027924, and after 10,000 steps the outputs 0.015912196 and 0.984065734; right are 0.015913620 and 0.984064274. Its text warns of the slip, but these figures come from it: they appear exactly when the blame goes back through the output weights after their update. (The loss it prints then, 0.0000351085, does not fit its own outputs: they give 0.0000350848.)")

/* Translators: micrograd.gradus, title of a lesson */
N_ ("One tanh neuron")

/* Translators: micrograd.gradus, description of a lesson */
N_ ("The neuron of a well-known lecture that builds backpropagation from nothing. The odd bias makes the slope exactly one half, so that all gradients come out even.")

/* Translators: micrograd.gradus, text of page 1 */
N_ ("−6 and 0 from the inputs, and the bias: that is z. tanh turns it into √½.")

/* Translators: micrograd.gradus, text of page 3 */
N_ ("1 times the slope of tanh, which is 1 − ŷ² = ½.")

/* Translators: micrograd.gradus, text of page 4 */
N_ ("δ times what flows in. The second input is 0, so its weight has no gradient: moving it changes nothing.")

/* Translators: micrograd.gradus, text of page 5 */
N_ ("The lecture stops at the gradients; the step with η = 0.1 is ours.")

/* Translators: negnevitsky.gradus, title of a lesson */
N_ ("Exclusive or, with thresholds")

/* Translators: negnevitsky.gradus, description of a lesson */
N_ ("The textbook example of XOR: the first step, on the inputs 1 and 1. The other three patterns follow it, one a step.")

/* Translators: negnevitsky.gradus, text of page 1 */
N_ ("Each neuron subtracts its threshold from the weighted sum. Here that is a bias of the opposite sign: the book starts with θ = 0.8, −0.1 and 0.3, we with −0.8, 0.1 and −0.3.")

/* Translators: negnevitsky.gradus, text of page 3 */
N_ ("The book looks at the error, the target minus the output; half its square is the loss that belongs to its rule.")

/* Translators: negnevitsky.gradus, page 5, why the printed b₃ differs from the exact value */
N_ ("The book subtracts a threshold θ from the sum where we add a bias: b is −θ.")

/* Translators: negnevitsky.gradus, text of page 8 */
N_ ("One pattern of four has had its say. The next step takes the next one, and each pulls the weights its own way; what they agree on is what remains.")

/* Translators: nielsen.gradus, title of a lesson */
N_ ("A neuron that learns to say 0")

/* Translators: nielsen.gradus, description of a lesson */
N_ ("One input, always 1, and the wish for an output of 0. Not one step counts here but three hundred: press Train and watch the curve of the loss.")

/* Translators: nielsen.gradus, text of page 1 */
N_ ("0.6 and 0.9 make 1.5. The neuron says 0.82, far from 0.")

/* Translators: nielsen.gradus, text of page 2 */
N_ ("Half the squared distance from 0.")

/* Translators: nielsen.gradus, text of page 5 */
N_ ("After 300 steps the output is 0.09. Now set w₁ and b₁ to 2: the output begins at 0.98, badly wrong, and yet learns slowly at first, because the sigmoid is flat there and its slope makes δ small. After 300 steps it is only down to 0.20.")

/* Translators: nnfs.gradus, title of a lesson */
N_ ("One ReLU neuron")

/* Translators: nnfs.gradus, description of a lesson */
N_ ("Three inputs, a bias and ReLU, with whole numbers throughout. The book lowers the output of the neuron a little, as an exercise.")

/* Translators: nnfs.gradus, text of page 1 */
N_ ("−3, 2 and 6 from the inputs, 1 from the bias: 6. ReLU lets a positive number pass as it is.")

/* Translators: nnfs.gradus, text of page 3 */
N_ ("Where the sum is positive, ReLU has the slope 1: the gradient passes unchanged. Were it negative, nothing at all would come back.")

/* Translators: nnfs.gradus, text of page 5 */
N_ ("The output is now 5.985 instead of 6.")

/* Translators: relu.gradus, title of a lesson */
N_ ("Two ReLU neurons, numbers without rounding")

/* Translators: relu.gradus, description of a lesson */
N_ ("ReLU and a linear output keep all numbers short: everything here can be checked in the head.")

/* Translators: relu.gradus, text of page 1 */
N_ ("Both sums are positive, so ReLU lets both pass.")

/* Translators: relu.gradus, text of page 3 */
N_ ("Half the squared difference: ½ · 1.25².")

/* Translators: relu.gradus, text of page 4 */
N_ ("A linear output has the slope 1: δ is the output minus its target.")

/* Translators: relu.gradus, text of page 6 */
N_ ("The second weight is negative, so the second neuron is asked for the opposite of the first: less.")

/* Translators: softmax.gradus, title of a lesson */
N_ ("Three classes, nothing known")

/* Translators: softmax.gradus, description of a lesson */
N_ ("A softmax layer whose weights are all the same holds every class for equally likely. One step is enough to be certain.")

/* Translators: softmax.gradus, text of page 1 */
N_ ("All three sums are 8.5, so softmax gives each class a third.")

/* Translators: softmax.gradus, text of page 2 */
N_ ("Cross-entropy looks at the right class only: −ln ⅓.")

/* Translators: softmax.gradus, page 2, why the printed L differs from the exact value */
N_ ("The source prints another loss than it derives: it adds −ln(1 − ŷ) for the two wrong classes, as for three separate yes-or-no questions. Cross-entropy alone is 1.0986123.")

/* Translators: softmax.gradus, text of page 3 */
N_ ("The slope of softmax mixes all outputs, but together with the cross-entropy almost everything cancels: δ is the output minus its target.")

/* Translators: softmax.gradus, text of page 5 */
N_ ("The wrong classes are now at 3 · 10⁻⁵⁰ each, and the loss is 0 to forty places. The source prints 2.99760217 · 10⁻¹⁵: its program keeps every output at least 10⁻¹⁵ away from 0 and 1, and three such distances are all that its number shows.")

/* Translators: transposed.gradus, title of a lesson */
N_ ("A gradient turned over")

/* Translators: transposed.gradus, description of a lesson */
N_ ("A softmax layer with as many inputs as outputs. The source computes its gradient with rows and columns exchanged, and because the matrix is square, nothing complains. The loss falls all the same, only less.")

/* Translators: transposed.gradus, text of page 1 */
N_ ("The third class gets nearly everything; the second would be right.")

/* Translators: transposed.gradus, text of page 2 */
N_ ("−ln of the share of the right class: a small share is a large loss.")

/* Translators: transposed.gradus, text of page 4 */
N_ ("The weights into the first output must all move with its own δ. In the source the second one moves with the δ of the second output, and so on. The third input is 0: its weights must not move at all, but do.")

/* Translators: transposed.gradus, page 4, why the printed w₂ differs from the exact value */
N_ ("The source multiplies δ and the inputs in the wrong order, so that its gradient is turned over: row and column have changed places.")

/* Translators: transposed.gradus, text of page 5 */
N_ ("The right class has risen to 0.038. In the source it is at 0.01322143 after the same step.")

/* Translators: trask.gradus, title of a lesson */
N_ ("Eleven lines of code, ten thousand steps")

/* Translators: trask.gradus, description of a lesson */
N_ ("One neuron, four samples, all of them in every step: their gradients are added, not averaged. The answer is the first input; the third is always 1 and serves as a bias.")

/* Translators: trask.gradus, text of page 1 */
N_ ("The walk shows one sample at a time; the step adds up what all four say.")

/* Translators: trask.gradus, text of page 2 */
N_ ("The source never writes a loss down. Its rule, error times slope times input, is the gradient of half the squared error.")

/* Translators: trask.gradus, text of page 4 */
N_ ("δ times what flows in, for each sample, and then the sum over all four.")

/* Translators: trask.gradus, text of page 5 */
N_ ("After 10,000 steps the weights are 9.67299303, −0.2078435 and −4.62963669. The outputs that the source prints, 0.00966449, 0.00786506, 0.99358898 and 0.99211957, are those from before the last update: it prints what its loop computed last.")
