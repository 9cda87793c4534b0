using System.Text.Json;

namespace HydraBot.Memory.Skills;

/// <summary>How something is done, as a program can do it. It is the metadata of its memory, so that it is exported and forgotten with it.</summary>
/// <param name="Name">Lower case, digits and dashes.</param>
/// <param name="Version">From 1; 0 while it is only proposed.</param>
/// <param name="Trigger">When it is the thing to do, in words.</param>
/// <param name="Preconditions">What must hold before.</param>
/// <param name="Parameters">What is filled in when it is run.</param>
/// <param name="Steps">What is done, in order.</param>
internal sealed record SkillDefinition(
    string Name, int Version, string Trigger, IReadOnlyList<SkillCondition> Preconditions, IReadOnlyList<SkillParameter> Parameters, IReadOnlyList<SkillStep> Steps);

/// <summary>An operation and its arguments; a text such as <c>{container}</c> in them is a parameter's place.</summary>
internal sealed record SkillStep(string Operation, JsonElement Arguments)
{
    public override string ToString() => Arguments.ValueKind == JsonValueKind.Object && Arguments.EnumerateObject().Any() ? $"{Operation} {Arguments.GetRawText()}" : Operation;
}

/// <summary>A parameter, and what it is where nobody says.</summary>
internal sealed record SkillParameter(string Name, string? Default)
{
    public override string ToString() => Default is null ? Name : $"{Name}={Default}";
}

/// <summary>What must hold before: words for whoever runs it, or something that is read and compared.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Check">An operation that only reads; null where it is words.</param>
/// <param name="Path">Where in its answer to look, such as <c>state</c> or <c>health.status</c>; null where it is enough that it is answered.</param>
/// <param name="Expected">What must stand there.</param>
internal sealed record SkillCondition(string Text, SkillStep? Check, string? Path, string? Expected);
