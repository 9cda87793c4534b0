using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting;

/// <summary>The house from its start to the signal that ends it.</summary>
internal static class House
{
    /// <summary>Runs until the process is asked to stop, or a part of the house stops it for a reason: then the exit code says so.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = HydraBotBuilder.Build(args);

        // All is validated and made before anything starts, so that what fails here leaves nothing behind that would have to be stopped.
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.Services.GetServices<IHostedService>();
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception)
        {
            // What had started by then ends as it would at any other time.
            await app.StopAsync();
            if (PortFailure.Is(exception))
                throw PortFailure.Explain(exception, "Api:Url", app.Configuration["Api:Url"] ?? "");
            throw;
        }

        await app.WaitForShutdownAsync();
        return Environment.ExitCode;
    }
}
