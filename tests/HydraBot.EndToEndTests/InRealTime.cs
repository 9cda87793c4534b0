using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>Speech and terminals do not wait: these tests run one after the other, when the rest is done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class InRealTime
{
    public const string Name = "In real time";
}
