"""What `mingpian check` looks for beyond what a build must refuse: advice on the content, as warnings."""
