using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting;

/// <summary>The house from its start to the signal that ends it.</summary>
internal static class House
{
    /// <summary>Runs until the process is asked to stop, or a part of the house stops it for a reason: then the exit code says so.</summary>
    public static async Task<int> RunAsync(string[] args)
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
        return Environment.ExitCode;
    }
}
