using HydraBot;

await using var app = HydraBotBuilder.Build(args);
await app.RunAsync();
