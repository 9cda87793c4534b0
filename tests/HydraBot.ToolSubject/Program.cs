using HydraBot.ToolSubject;

// The first argument says how it behaves; the second, where it is well, names the file that describes its tool "echo".
var behaviour = args.FirstOrDefault() ?? "well";
return behaviour switch
{
    "well" => await WellBehaved.RunAsync(args.ElementAtOrDefault(1)),
    "silent" => await IllBehaved.SilentAsync(),
    "garbage" => await IllBehaved.GarbageAsync(),
    "flood" => await IllBehaved.FloodAsync(),
    _ => await IllBehaved.DieAsync(),
};
