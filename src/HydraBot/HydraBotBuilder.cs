using HydraBot.Backups;
using HydraBot.Briefing;
using HydraBot.ClaudeCode;
using HydraBot.Doors.Ask;
using HydraBot.Doors.Chat;
using HydraBot.Doors.Http;
using HydraBot.Doors.Mcp;
using HydraBot.Doors.Voice;
using HydraBot.Fleet;
using HydraBot.Fleet.Compose;
using HydraBot.Fleet.Networks;
using HydraBot.ForeignTools;
using HydraBot.Help;
using HydraBot.Hosting;
using HydraBot.Hosting.Doctor;
using HydraBot.Hosting.Logging;
using HydraBot.Hosting.Secrets;
using HydraBot.Hosting.Settings;
using HydraBot.Hosting.Telemetry;
using HydraBot.Improvement;
using HydraBot.Inference;
using HydraBot.Law;
using HydraBot.Memory;
using HydraBot.Plans;
using HydraBot.Repository;
using HydraBot.Sandbox;
using HydraBot.Storage;
using HydraBot.Voice;
using HydraBot.Workshops;

namespace HydraBot;

/// <summary>The table of contents: one room a line, in the order in which data flows.</summary>
public static class HydraBotBuilder
{
    /// <summary>Builds the host from settings files, environment and arguments.</summary>
    public static WebApplication Build(params string[] args) => Build(args, furnish: null);

    /// <summary>The same, with one more room at the end.</summary>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? furnish)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "HydraBot" });

        builder.Configuration.AddSettingsSources(args);
        builder.AddHouse();
        builder.AddSecretMask();
        builder.AddLogs();
        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddLocalMode();
        builder.AddLaw();
        builder.AddFleet();
        builder.AddFleetCare();
        builder.AddCompose();
        builder.AddNetworks();
        builder.AddBackups();
        builder.AddMemory();
        builder.AddSandbox();
        builder.AddInference();
        builder.AddClaudeCode();
        builder.AddRepository();
        builder.AddWorkshops();
        builder.AddForeignTools();
        builder.AddImprovement();
        builder.AddPlans();
        builder.AddBriefing();
        builder.AddVoice();
        builder.AddHelp();
        builder.AddHttpDoor();
        builder.AddMcpDoor();
        builder.AddChatDoor();
        builder.AddAskDoor();
        builder.AddVoiceDoor();
        builder.AddDoctor();
        furnish?.Invoke(builder);
        builder.AddOperationCatalog();
        builder.CheckSettings();

        var app = builder.Build();
        app.MapHttpDoor();
        app.MapMcpDoor();
        return app;
    }
}
