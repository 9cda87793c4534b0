using HydraBot.Hosting;
using HydraBot.Law;
using HydraBot.Storage;

namespace HydraBot;

/// <summary>The table of contents: one room a line, in the order in which data flows.</summary>
public static class HydraBotBuilder
{
    /// <summary>Builds the host from settings files, environment and arguments.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);

        builder.AddStorage();
        builder.AddLaw();
        builder.AddOperationCatalog();

        return builder.Build();
    }
}
