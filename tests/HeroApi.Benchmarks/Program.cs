Console.WriteLine("The benchmarks are started with build/bench.");
