namespace HydraBot.Hosting;

/// <summary>How names are offered to somebody who types.</summary>
internal static class Suggesting
{
    extension(IEnumerable<string> names)
    {
        /// <summary>Those in which what was typed stands, in their order.</summary>
        public IAsyncEnumerable<string> Holding(string typed) =>
            names.Where(name => name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)).ToAsyncEnumerable();
    }
}
