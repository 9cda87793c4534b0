using System.Diagnostics;
using HydraBot.Discord.Model;

namespace HydraBot.Discord;

/// <summary>Traces of this library, for any listener to <c>HydraBot.Discord</c>.</summary>
public static class DiscordDiagnostics
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "HydraBot.Discord";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A trace for one event: it exists without a listener too, so that what an event caused can always be told by its id.</summary>
    internal static Activity StartEvent(string eventName, Snowflake queue)
    {
        var activity = Source.StartActivity(eventName, ActivityKind.Consumer) ?? new Activity(eventName).Start();
        activity.SetTag("discord.event", eventName);
        activity.SetTag("discord.queue", queue.ToString());
        return activity;
    }
}
