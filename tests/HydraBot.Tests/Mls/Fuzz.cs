namespace HydraBot.Tests.Mls;

/// <summary>Bytes that are nearly right: flipped, cut, stretched, spliced, or made up.</summary>
internal static class Fuzz
{
    /// <summary>How many inputs a fuzz test makes.</summary>
    public static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("HYDRA_FUZZ"), out var count) ? count : 20_000;

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("HYDRA_FUZZ_SEED"), out var seed) ? seed : 20261128;

    public static byte[] Mutate(Random random, byte[] seed)
    {
        var data = seed.ToList();
        for (var changes = 1 + random.Next(3); changes > 0; changes--)
        {
            var place = data.Count == 0 ? 0 : random.Next(data.Count);
            switch (random.Next(8))
            {
                case 0 or 1 when data.Count > 0:
                    data[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when data.Count > 0:
                    data[place] = (byte)random.Next(256);
                    break;
                case 3:
                    data.RemoveRange(place, data.Count - place);
                    break;
                case 4:
                    data.InsertRange(place, Enumerable.Range(0, random.Next(1, 9)).Select(_ => (byte)random.Next(256)));
                    break;
                case 5 when data.Count > 0:
                    data.RemoveRange(place, Math.Min(random.Next(1, 9), data.Count - place));
                    break;
                case 6 when data.Count > 4:
                    // A length of another size: where most readers have gone wrong.
                    data[place] = new byte[] { 0x00, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xff }[random.Next(7)];
                    break;
                case 7 when data.Count > 0:
                    var from = random.Next(data.Count);
                    data.InsertRange(place, data.GetRange(from, Math.Min(random.Next(1, 65), data.Count - from)));
                    break;
                default:
                    data.Add((byte)random.Next(256));
                    break;
            }
        }
        return [.. data];
    }
}
