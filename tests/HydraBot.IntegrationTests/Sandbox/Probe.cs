using Xunit.Sdk;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>An attempt at something that must not work.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Language">In which language.</param>
/// <param name="Code">It prints HELD when it did not work, and BREACH when it did.</param>
/// <param name="Ends">How it may end instead, where it is stopped before it can print.</param>
public sealed record Probe(string Name, string Language, string Code, ProbeEnd Ends = ProbeEnd.Says) : IXunitSerializable
{
    public Probe()
        : this("", "", "")
    {
    }

    public string Name { get; private set; } = Name;

    public string Language { get; private set; } = Language;

    public string Code { get; private set; } = Code;

    public ProbeEnd Ends { get; private set; } = Ends;

    public void Deserialize(IXunitSerializationInfo info)
    {
        Name = info.GetValue<string>(nameof(Name))!;
        (Language, Code, Ends) = Probes.All.Where(probe => probe.Name == Name).Select(probe => (probe.Language, probe.Code, probe.Ends)).Single();
    }

    public void Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name);

    public override string ToString() => Name;
}

/// <summary>How a probe may end.</summary>
public enum ProbeEnd
{
    /// <summary>It says HELD.</summary>
    Says = 0,

    /// <summary>It says HELD, or it is stopped: out of memory, out of time, by a signal, or by a limit on what it writes.</summary>
    SaysOrStopped = 1,
}
