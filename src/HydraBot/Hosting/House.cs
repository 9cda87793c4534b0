using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting;

/// <summary>The house from its start to the signal that ends it.</summary>
internal static class House
{
    /// <summary>Runs until the process is asked to stop.</summary>
    public static async Task RunAsync(string[] args)
    {
        await using var app = HydraBotBuilder.Build(args);
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (PortFailure.Is(exception))
        {
            throw PortFailure.Explain(exception, "Api:Url", app.Configuration["Api:Url"] ?? "");
        }

        await app.WaitForShutdownAsync();
    }
}
