namespace HydraBot.Benchmarks.Voice;

/// <summary>What people say that is no command, some of it with the words of commands in it.</summary>
internal static class OtherSpeech
{
    public static IReadOnlyList<string> Sentences { get; } = """
        it was a cold morning and the children went to the river to look for their boat
        could you give me that paper over there please
        we should think about what to eat this week
        i put the grapes on the table before dinner
        stop by the store on your way home
        we should restart the discussion tomorrow
        let me start with a question about money
        the temperature outside is very pleasant today
        she gave me a list of things to buy
        can you help me find my glasses
        i do not know what he said to her
        the status of women has changed a lot
        no i do not think so
        yes that would be wonderful
        my voice is a little tired
        he was inspecting the bridge all day long
        who left the door open last night
        the update of the book will come in summer
        backup singers are paid very little
        i would approve of that if you asked me
        they refused to talk about it
        cancel my appointment with the dentist
        what time is it over there in london
        the movie was way too long and rather boring
        her mother lives in a small town by the sea
        did you see the game on television yesterday
        this soup needs a little more salt and pepper
        the train to boston leaves at seven fifteen
        please turn down the music in the kitchen
        we are going to paint the bedroom on saturday
        he plays the guitar and she sings
        a strange dog followed us all the way home
        i have been waiting for the bus for half an hour
        maybe we can have lunch together next tuesday
        the doctor told him to drink more water
        there are forty chairs in the big hall
        you could ask the neighbours for a ladder
        i really like the colour of your new shirt
        remember to water the plants while we are away
        the president spoke for nearly two hours
        it is going to rain this afternoon
        nobody knows where the keys are
        let us go for a walk in the park
        the soldiers marched across the wooden bridge
        grandmother baked an apple pie for us
        thank you very much
        good morning everybody
        oh come on
        what do you mean by that
        that is what i heard
        """.Split('\n');
}
