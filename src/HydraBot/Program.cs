using HydraBot.Hosting.Verbs;

return await Verbs.RunAsync(args);
