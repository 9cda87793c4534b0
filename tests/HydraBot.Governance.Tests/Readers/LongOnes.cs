using Xunit;

namespace HydraBot.Governance.Tests.Readers;

/// <summary>Tests that take long come after all others: under mutation the first failure ends the run.</summary>
[CollectionDefinition(nameof(LongOnes), DisableParallelization = true)]
public sealed class LongOnes;
