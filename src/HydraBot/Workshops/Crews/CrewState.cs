using System.Text.Json;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops.Crews;

/// <summary>How a crew's run stands.</summary>
/// <param name="State">queued, running, awaiting_human_feedback, completed or error.</param>
/// <param name="Task">The task that it is at or waits with.</param>
/// <param name="Output">What it has to show.</param>
internal sealed record CrewState(string State, string? Task, JsonElement Output)
{
    public bool Waits => State == "awaiting_human_feedback";

    public bool HasEnded => State is "completed" or "error";

    public static CrewState Of(JsonElement json)
    {
        var state = (json.Text("state") ?? json.Text("status") ?? "running").ToLowerInvariant() switch
        {
            "success" or "finished" or "complete" or "completed" => "completed",
            "failed" or "failure" or "error" or "timeout" => "error",
            "pending" or "started" or "queued" => "queued",
            "awaiting_human_feedback" or "awaiting_human_input" or "human_feedback" or "pending_human_input" => "awaiting_human_feedback",
            _ => "running",
        };
        var last = json.At("last_step") ?? json.At("last_executed_task") ?? default;
        return new CrewState(
            state, json.Text("task_id") ?? last.Text("task_id") ?? last.Text("name") ?? json.Text("current_task"),
            json.At("result") ?? json.At("output") ?? json.At("task_output") ?? last.At("output") ?? last.At("result") ?? json.At("error") ?? JsonElement.Parse("\"\""));
    }
}

/// <summary>A run, as programs see it.</summary>
internal sealed record CrewRun(string Crew, string Kickoff, string State, string? Task, OutsideData Output, double Seconds);

/// <summary>What a crew takes.</summary>
internal sealed record CrewInputs(string Crew, IReadOnlyList<string> Inputs);

/// <summary>Feedback that was given.</summary>
internal sealed record CrewFeedback(string Crew, string Kickoff, string Task, bool Approves);
