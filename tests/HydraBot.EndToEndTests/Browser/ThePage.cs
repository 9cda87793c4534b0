using Xunit;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>Tests of the page take turns: they share one browser, and two cores do not drive several at once well.</summary>
[CollectionDefinition(Name)]
public sealed class ThePage : ICollectionFixture<Chromium>
{
    public const string Name = "The page";
}
