Simulators.SimulatorApp.Build(args).Run();
