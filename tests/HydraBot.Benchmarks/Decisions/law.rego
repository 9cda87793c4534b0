package law

default allow = false

allow {
	permitted
	not forbidden
}

permitted { input.effect == "read" }

permitted {
	room
	input.effect == "change"
	person
}

room { startswith(input.operation, "container.") }

room { startswith(input.operation, "memory.") }

person { input.caller == "member" }

person { input.caller == "key" }

permitted {
	startswith(input.operation, "container.")
	input.effect == "disrupt"
	input.caller == "member"
}

permitted {
	input.operation == "memory.forget"
	input.caller == "member"
}

permitted { input.operation == "emergency.stop" }

forbidden {
	startswith(input.operation, "container.")
	input.effect == "disrupt"
	proxy
}

proxy { input.arguments.container == "proxy" }

proxy { startswith(input.arguments.container, "proxy-") }

forbidden {
	input.caller == "model"
	input.effect != "read"
	input.operation != "emergency.stop"
}
