"""What is made of a formula by running it once on stand-ins that write down what is done to them."""
