namespace HydraBot.Doors.Voice.Router;

/// <summary>A part of a command that is filled in: a parameter, and the values by their spoken form.</summary>
/// <param name="Parameter">The operation's parameter.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="Values">Spoken form to value; empty for free text.</param>
internal sealed record SpokenSlot(string Parameter, string Type, IReadOnlyDictionary<string, string> Values)
{
    public bool IsFree => Values.Count == 0;
}
